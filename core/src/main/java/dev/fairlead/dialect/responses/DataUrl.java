package dev.fairlead.dialect.responses;

import dev.fairlead.model.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes inside of a URL: {@code data:image/png;base64,…}.
 *
 * @param mime lower case, without parameters; empty if it is not told
 * @param base64 standard base64 without white space
 */
record DataUrl(String mime, String base64) {

  /** The parts of a data URL; null if the text is none. */
  static @Nullable DataUrl of(String url) {
    if (!url.regionMatches(true, 0, "data:", 0, 5)) {
      return null;
    }
    int comma = url.indexOf(',');
    if (comma < 0) {
      return null;
    }
    var head = url.substring(5, comma);
    int semicolon = head.indexOf(';');
    var mime = (semicolon < 0 ? head : head.substring(0, semicolon)).toLowerCase(Locale.ROOT);
    var data = url.substring(comma + 1);
    boolean encoded = head.toLowerCase(Locale.ROOT).endsWith(";base64");
    return new DataUrl(mime.strip(), encoded ? standard(data) : percent(data));
  }

  static String text(String mime, String base64) {
    return "data:" + mime + ";base64," + base64;
  }

  Part.Source source() {
    return new Part.Source.Inline(base64);
  }

  /** Standard base64 of what may be the URL kind or broken into lines; the same if it is sound. */
  static String standard(String data) {
    boolean sound = true;
    for (int i = 0; sound && i < data.length(); i++) {
      char c = data.charAt(i);
      sound = c > ' ' && c != '-' && c != '_' && c != '%';
    }
    if (sound) {
      return data;
    }
    var out = new StringBuilder(data.length());
    for (int i = 0; i < data.length(); i++) {
      char c = data.charAt(i);
      int hex = c == '%' && i + 2 < data.length() ? hex(data, i + 1) : -1;
      if (hex >= 0) {
        out.append((char) hex);
        i += 2;
      } else if (c > ' ') {
        out.append(c == '-' ? '+' : c == '_' ? '/' : c);
      }
    }
    return out.toString();
  }

  private static String percent(String data) {
    var bytes = data.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int hex = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
      if (hex >= 0) {
        out.write(hex);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }

  private static int hex(String text, int at) {
    return hex(text.charAt(at), text.charAt(at + 1));
  }

  private static int hex(int high, int low) {
    int a = Character.digit(high, 16);
    int b = Character.digit(low, 16);
    return a < 0 || b < 0 ? -1 : a * 16 + b;
  }
}
