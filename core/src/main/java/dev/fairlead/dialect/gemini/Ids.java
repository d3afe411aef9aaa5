package dev.fairlead.dialect.gemini;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids for calls that came without one. The same conversation always gets the same ids. */
final class Ids {
  private Ids() {}

  /** For a call in a caller's history: by its turn and its place in the turn. */
  static String ofTurn(int turn, int place, String name) {
    return "call_" + turn + "_" + place + "_" + hash(name, 4);
  }

  /** For a call in an answer: by the answer's id, so that no two answers share one. */
  static String ofAnswer(String answer, int choice, int place, String name, String input) {
    return "call_"
        + hash(
            answer + "\n" + choice + "\n" + place + "\n" + name + (answer.isEmpty() ? input : ""),
            12);
  }

  private static String hash(String text, int bytes) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
