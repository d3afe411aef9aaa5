package dev.fairlead.json;

import java.nio.charset.StandardCharsets;

/** The text of a JSON string: from its bytes, and back. */
public final class Texts {
  private static final String HEX = "0123456789abcdef";

  private Texts() {}

  /**
   * Decodes what stands between the quotes. The grammar must have been checked.
   *
   * @param from behind the opening quote
   * @param to the closing quote
   */
  public static String decode(byte[] json, int from, int to) {
    int slash = Skim.backslash(json, from, to);
    return slash == to
        ? new String(json, from, to - from, StandardCharsets.UTF_8)
        : Unescape.decode(json, from, slash, to);
  }

  /** Appends a text as a JSON string, quotes included. Lone surrogates become U+FFFD. */
  public static StringBuilder quote(StringBuilder out, CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else if (Character.isSurrogate(c)) {
            i = pair(out, text, i);
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"');
  }

  private static int pair(StringBuilder out, CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      out.append(c).append(text.charAt(i + 1));
      return i + 1;
    }
    out.append('\uFFFD');
    return i;
  }
}
