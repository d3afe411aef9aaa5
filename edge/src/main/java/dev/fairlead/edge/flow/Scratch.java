package dev.fairlead.edge.flow;

import io.netty.buffer.ByteBuf;

/**
 * Shows a buffer's bytes as an array, copied only where it must be. Not thread-safe; one a loop.
 */
final class Scratch {
  /** Reads bytes. */
  @FunctionalInterface
  interface Reader {
    void read(byte[] bytes, int from, int to);
  }

  private byte[] copy = new byte[16 << 10];

  /**
   * Shows the readable bytes. The reader may not keep the array; positions begin with {@code from},
   * which is 0 here.
   */
  void read(ByteBuf buffer, Reader reader) {
    int length = buffer.readableBytes();
    if (length > copy.length) {
      copy = new byte[Math.max(length, 64 << 10)];
    }
    buffer.getBytes(buffer.readerIndex(), copy, 0, length);
    reader.read(copy, 0, length);
  }
}
