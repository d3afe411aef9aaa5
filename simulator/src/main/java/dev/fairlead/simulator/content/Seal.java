package dev.fairlead.simulator.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes and opens the opaque texts that go with a thought. Each carries what was thought and where
 * it stood, so that nothing has to be remembered; a change of any character is found. Two seeds do
 * not open each other's. It keeps nothing secret. Thread-safe.
 */
public final class Seal {
  private static final int MARK = 24;
  private final long seed;

  public Seal(long seed) {
    this.seed = seed;
  }

  /** What was sealed: the place where it stood, and the thought. */
  public record Opened(String place, String thought) {}

  /** The sealed text, in standard Base64; {@code place} has no line end. */
  public String close(String place, String thought) {
    var content = (place + "\n" + thought).getBytes(StandardCharsets.UTF_8);
    var sealed = Arrays.copyOf(mark(content), MARK + content.length);
    System.arraycopy(content, 0, sealed, MARK, content.length);
    return Base64.getEncoder().encodeToString(sealed);
  }

  /** What is in a sealed text; null if this did not seal it or somebody changed it. */
  public @Nullable Opened open(String text) {
    byte[] sealed;
    try {
      sealed = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
    if (sealed.length <= MARK) {
      return null;
    }
    var content = Arrays.copyOfRange(sealed, MARK, sealed.length);
    if (!Arrays.equals(mark(content), Arrays.copyOf(sealed, MARK))) {
      return null;
    }
    var both = new String(content, StandardCharsets.UTF_8).split("\n", 2);
    return both.length == 2 ? new Opened(both[0], both[1]) : null;
  }

  private byte[] mark(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(Long.toString(seed).getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) '\n');
      return Arrays.copyOf(digest.digest(content), MARK);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
    }
  }
}
