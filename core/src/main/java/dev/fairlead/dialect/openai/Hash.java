package dev.fairlead.dialect.openai;

/** FNV-1a of 64 bits, for ids that must be the same for the same answer. Not for secrets. */
final class Hash {
  /** The beginning of an id that was made here. */
  static final String PREFIX = "call_fl";

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  static long of(String text) {
    long hash = BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  static long mix(long hash, long more) {
    long mixed = (hash ^ more) * PRIME;
    return mixed ^ mixed >>> 29;
  }

  static String hex(long hash) {
    var hex = Long.toHexString(hash);
    return "0".repeat(16 - hex.length()) + hex;
  }
}
