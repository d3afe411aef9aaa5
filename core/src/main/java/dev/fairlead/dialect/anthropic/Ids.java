package dev.fairlead.dialect.anthropic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of messages and calls in the characters that the protocol takes. Pure. */
final class Ids {
  private static final int LONGEST = 128;

  private Ids() {}

  /**
   * A message's id.
   *
   * @param id the provider's; may be empty
   * @param seed what the request is known by, should there be none
   */
  static String message(String id, String seed) {
    if (id.isEmpty()) {
      return "msg_" + hash(seed, 24);
    }
    return id.startsWith("msg_") && sound(id) ? id : "msg_" + clean(id);
  }

  /** A call's id: as it is if it may be so. */
  static String call(String id, String seed) {
    return id.isEmpty() ? "toolu_" + hash(seed, 24) : sound(id) ? id : clean(id);
  }

  private static boolean sound(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (!sound(id.charAt(i))) {
        return false;
      }
    }
    return id.length() <= LONGEST;
  }

  private static boolean sound(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  /** Other characters give way to a hash of the whole, so that two ids stay two. */
  private static String clean(String id) {
    if (sound(id)) {
      return id;
    }
    var out = new StringBuilder(id.length() + 9);
    for (int i = 0; i < Math.min(id.length(), LONGEST - 9); i++) {
      char c = id.charAt(i);
      out.append(sound(c) ? c : '_');
    }
    return out.append('_').append(hash(id, 8)).toString();
  }

  private static String hash(String text, int digits) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
