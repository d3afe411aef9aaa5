package dev.fairlead.dialect.responses;

/**
 * The ids of an answer in the form that clients of this protocol know. Made from what is there by a
 * hash, so that the same answer has the same ids each time.
 */
final class Ids {
  private static final String HEX = "0123456789abcdef";

  private Ids() {}

  /** The id itself if it is of this kind, else one that is made of it. */
  static String response(String id, String model, long created) {
    if (id.startsWith("resp_")) {
      return id;
    }
    return "resp_" + hash(id.isEmpty() ? model + created : id);
  }

  /** The id itself if it is of this kind, else one made of the response's id and the index. */
  static String item(String prefix, String id, String response, int index) {
    return id.startsWith(prefix) && id.length() <= 64
        ? id
        : prefix + hash(response + '/' + index + '/' + id);
  }

  /** 128 bits in hexadecimal. */
  static String hash(String text) {
    var out = new StringBuilder(32);
    append(out, fnv(text, 0xcbf29ce484222325L));
    append(out, fnv(text, 0x84222325cbf29ce4L));
    return out.toString();
  }

  private static long fnv(String text, long basis) {
    long h = basis;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    h ^= h >>> 32;
    h *= 0xd6e8feb86659fd93L;
    return h ^ h >>> 32;
  }

  private static void append(StringBuilder out, long value) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((int) (value >>> shift & 15)));
    }
  }
}
