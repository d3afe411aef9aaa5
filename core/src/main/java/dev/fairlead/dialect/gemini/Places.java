package dev.fairlead.dialect.gemini;

/**
 * Places in a text. Google counts bytes of UTF-8, the neutral form units of UTF-16; inside of a
 * character there is no place.
 */
final class Places {
  private Places() {}

  /**
   * The unit of UTF-16 that begins at a byte of UTF-8.
   *
   * @return -1 if no character begins there
   */
  static int units(CharSequence text, long bytes) {
    long seen = 0;
    int i = 0;
    while (i < text.length() && seen < bytes) {
      int size = size(text, i);
      seen += size;
      i += size == 4 ? 2 : 1;
    }
    return seen == bytes ? i : -1;
  }

  /** How many bytes of UTF-8 the text between two units has. */
  static int bytes(CharSequence text, int from, int to) {
    int seen = 0;
    int i = from;
    while (i < to) {
      int size = size(text, i);
      seen += size;
      i += size == 4 ? 2 : 1;
    }
    return seen;
  }

  private static int size(CharSequence text, int i) {
    char c = text.charAt(i);
    if (c < 0x80) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    return Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))
        ? 4
        : 3;
  }
}
