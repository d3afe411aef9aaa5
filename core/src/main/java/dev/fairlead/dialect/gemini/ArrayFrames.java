package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Framing;

/**
 * Makes the JSON array that a caller without {@code alt=sse} wants from the events of a passing
 * stream. Not thread-safe.
 */
public final class ArrayFrames {
  private final Frames frames = new Frames(Framing.JSON_ARRAY);

  /** The bytes for the data of one event. */
  public byte[] event(byte[] data, int from, int to) {
    return from == to ? new byte[0] : frames.next(data, from, to);
  }

  /** The bytes that end the array. */
  public byte[] end() {
    return frames.end();
  }

  /** The bytes that end the array with an error: {@code {"error":{…}}}. */
  public byte[] fail(byte[] error) {
    return frames.last(error);
  }
}
