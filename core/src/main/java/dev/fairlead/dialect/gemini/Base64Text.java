package dev.fairlead.dialect.gemini;

import org.jspecify.annotations.Nullable;

/** Base64 as protobuf's JSON takes it, standard or url-safe, with or without padding. */
final class Base64Text {
  private Base64Text() {}

  /** The same in the standard alphabet, padded, without white space; null if it is no base64. */
  static @Nullable String standard(String text) {
    int i = 0;
    int length = text.length();
    while (i < length && plain(text.charAt(i))) {
      i++;
    }
    if (i == length && length % 4 == 0) {
      return text;
    }
    return rewritten(text, i);
  }

  private static @Nullable String rewritten(String text, int good) {
    var out = new StringBuilder(text.length() + 3).append(text, 0, good);
    int pads = 0;
    for (int i = good; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        pads++;
      } else if (c > ' ') {
        char standard = c == '-' ? '+' : c == '_' ? '/' : c;
        if (!plain(standard) || pads > 0) {
          return null;
        }
        out.append(standard);
      } else if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
        return null;
      }
    }
    int rest = out.length() % 4;
    if (rest == 1 || pads > 2) {
      return null;
    }
    return out.append("=".repeat(rest == 0 ? 0 : 4 - rest)).toString();
  }

  private static boolean plain(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }
}
