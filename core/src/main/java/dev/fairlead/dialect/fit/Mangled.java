package dev.fairlead.dialect.fit;

import java.util.function.Predicate;

/** Names and ids made so that others take them; the same from the same, always. */
final class Mangled {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LONGEST = 64;
  private static final int HASH = 8;

  private Mangled() {}

  /**
   * A legal name for a tool.
   *
   * @param attempt 0 first; more when the name before is another tool's
   */
  static String name(String name, int attempt, Predicate<String> legal) {
    if (attempt == 0 && legal.test(name)) {
      return name;
    }
    var clean = clean(name);
    if (clean.isEmpty() || !letter(clean.charAt(0))) {
      clean = "t_" + clean;
    }
    if (attempt == 0 && clean.length() <= LONGEST && legal.test(clean)) {
      return clean;
    }
    var hash = "_" + hash(attempt == 0 ? name : name + "#" + attempt).substring(0, HASH);
    var cut = clean.substring(0, Math.min(clean.length(), LONGEST - hash.length())) + hash;
    if (legal.test(cut)) {
      return cut;
    }
    var plain = cut.replace('-', '_');
    return legal.test(plain) ? plain : "t" + hash.substring(1);
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  /** An id of at most that length that says what it is made of. */
  static String id(String id, int longest) {
    var hash = "_" + hash(id).substring(0, HASH);
    var clean = clean(id);
    int room = Math.max(0, longest - hash.length());
    return clean.substring(0, Math.min(clean.length(), room)) + hash;
  }

  /** An id of exactly that many letters and digits. */
  static String code(String id, int length) {
    var digest = Fingerprint.sha256(id);
    var out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(ALPHABET.charAt((digest[i % digest.length] & 0xFF) % ALPHABET.length()));
    }
    return out.toString();
  }

  private static String hash(String text) {
    return Fingerprint.hex(Fingerprint.sha256(text));
  }

  private static String clean(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fine = letter(c) || c >= '0' && c <= '9' || c == '-';
      out.append(fine ? c : '_');
    }
    return out.toString();
  }
}
