package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a call or a text is known by, however a client has written it down in between. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256. */
  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Of a call: its id, its tool, its input apart from white space and escapes in the JSON. */
  static String of(Item.ToolCall call) {
    var text = new StringBuilder(call.input().length() + 80);
    text.append("call\0").append(call.callId()).append('\0').append(call.name()).append('\0');
    canonical(call.input(), text);
    return hex(sha256(text.toString()));
  }

  /** Of what the model said: its texts joined, without white space at the ends; or empty. */
  static String of(Item.Assistant said) {
    var text = new StringBuilder("text\0");
    for (var part : said.parts()) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      }
    }
    var stripped = text.substring(5).strip();
    return stripped.isEmpty() ? "" : hex(sha256("text\0" + stripped));
  }

  /** JSON without white space between its tokens and without escapes that need not be. */
  private static void canonical(String json, StringBuilder out) {
    boolean inside = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (!inside) {
        inside = c == '"';
        if (c > ' ') {
          out.append(c);
        }
      } else if (c == '\\' && i + 1 < json.length()) {
        i = escape(json, i, out);
      } else {
        inside = c != '"';
        out.append(c);
      }
    }
  }

  private static int escape(String json, int i, StringBuilder out) {
    char kind = json.charAt(i + 1);
    if (kind == 'u' && i + 6 <= json.length()) {
      int unit = 0;
      for (int k = i + 2; k < i + 6; k++) {
        unit = unit << 4 | Character.digit(json.charAt(k), 16) & 15;
      }
      out.append((char) unit);
      return i + 5;
    }
    switch (kind) {
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case '/' -> out.append('/');
      default -> out.append('\\').append(kind);
    }
    return i + 1;
  }
}
