package dev.fairlead.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Percent-encoding as AWS wants it: all but RFC 3986's unreserved characters, in capitals. */
final class Percent {
  private static final String DIGITS = "0123456789ABCDEF";

  private Percent() {}

  /** Encodes a text's UTF-8; slashes too, unless they are kept. */
  static void encode(String text, boolean keepSlash, Bytes out) {
    var bytes = text.getBytes(UTF_8);
    encode(bytes, bytes.length, keepSlash, out);
  }

  static void encode(byte[] bytes, int length, boolean keepSlash, Bytes out) {
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xff;
      if (unreserved(b) || keepSlash && b == '/') {
        out.add(b);
      } else {
        out.add('%').add(DIGITS.charAt(b >> 4)).add(DIGITS.charAt(b & 15));
      }
    }
  }

  /** Undoes it; what is no escape stands for itself. */
  static Bytes decode(String text) {
    var bytes = text.getBytes(UTF_8);
    var out = new Bytes(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int code = bytes[i] == '%' && i + 2 < bytes.length ? pair(bytes[i + 1], bytes[i + 2]) : -1;
      out.add(code < 0 ? bytes[i] : code);
      i += code < 0 ? 0 : 2;
    }
    return out;
  }

  private static int pair(byte high, byte low) {
    int h = Character.digit(high, 16);
    int l = Character.digit(low, 16);
    return h < 0 || l < 0 ? -1 : h << 4 | l;
  }

  private static boolean unreserved(int b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
