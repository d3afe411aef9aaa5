package dev.fairlead.json;

/** The byte patterns of UTF-8 (RFC 3629, section 4). */
final class Utf8 {
  private Utf8() {}

  /**
   * Steps over one character of two to four bytes.
   *
   * @return the position after it, or -1 if the bytes are none
   */
  static int step(byte[] b, int at, int to) {
    int first = b[at] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return follows(b, at + 1, to, 0x80, 0xBF) ? at + 2 : -1;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      int low = first == 0xE0 ? 0xA0 : 0x80;
      int high = first == 0xED ? 0x9F : 0xBF;
      return follows(b, at + 1, to, low, high) && follows(b, at + 2, to, 0x80, 0xBF) ? at + 3 : -1;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      int low = first == 0xF0 ? 0x90 : 0x80;
      int high = first == 0xF4 ? 0x8F : 0xBF;
      return follows(b, at + 1, to, low, high)
              && follows(b, at + 2, to, 0x80, 0xBF)
              && follows(b, at + 3, to, 0x80, 0xBF)
          ? at + 4
          : -1;
    }
    return -1;
  }

  private static boolean follows(byte[] b, int at, int to, int low, int high) {
    return at < to && (b[at] & 0xFF) >= low && (b[at] & 0xFF) <= high;
  }
}
