package dev.fairlead.edge.flow;

/**
 * Names for exchanges: {@code ex_} and 23 characters of Crockford's base 32, ten of time in
 * milliseconds and thirteen of chance, so that they sort by time.
 */
final class Ids {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

  private Ids() {}

  static String next(long millis, long chance) {
    var text = new char[26];
    text[0] = 'e';
    text[1] = 'x';
    text[2] = '_';
    for (int i = 12; i > 2; i--) {
      text[i] = DIGITS[(int) (millis & 31)];
      millis >>>= 5;
    }
    for (int i = 25; i > 12; i--) {
      text[i] = DIGITS[(int) (chance & 31)];
      chance >>>= 5;
    }
    return new String(text);
  }
}
