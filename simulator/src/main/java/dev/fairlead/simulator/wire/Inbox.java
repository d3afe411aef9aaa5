package dev.fairlead.simulator.wire;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.wire.Incoming.BadRequest;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** What a connection has received and not yet served, and the reader of it. Not thread-safe. */
final class Inbox {
  private static final int SMALL = 4 << 10;
  private static final int KEPT = 2 << 20;
  private static final int LONGEST_HEAD = 64 << 10;
  private static final long LONGEST_BODY = 256L << 20;

  private final Incoming request = new Incoming();
  private byte[] bytes = new byte[SMALL];
  private int from;
  private int to;
  private int bodyFrom; // 0 while the head is not read
  private long bodyLength;
  private int next; // in a chunked body: where the next chunk's head is
  private boolean wantsContinue;
  private final Out unchunked = new Out(0);

  void add(ByteBuf more) {
    int count = more.readableBytes();
    if (bytes.length - to < count) {
      room(count);
    }
    more.readBytes(bytes, to, count);
    to += count;
  }

  private void room(int count) {
    int left = to - from;
    if (bodyFrom == 0 && from > 0 && left + count <= bytes.length) {
      System.arraycopy(bytes, from, bytes, 0, left);
      from = 0;
      to = left;
      return;
    }
    long whole = bodyFrom == 0 ? 0 : bodyFrom + bodyLength; // never read again: the head's places
    int wanted = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(whole, 2L * (to + count)));
    bytes = Arrays.copyOf(bytes, wanted);
    if (bodyFrom != 0) {
      reread();
    }
  }

  /** Lets the request's places point into the array that has just grown. */
  private void reread() {
    try {
      request.readHead(bytes, from, bodyFrom);
    } catch (BadRequest e) {
      throw new IllegalStateException("a head that was read cannot be read again", e);
    }
  }

  /** The next request if all of it is here, else null. It is valid until {@link #drop}. */
  @org.jspecify.annotations.Nullable
  Incoming poll() throws BadRequest {
    if (bodyFrom == 0 && !head()) {
      return null;
    }
    return bodyComplete() ? request : null;
  }

  private boolean head() throws BadRequest {
    if (from == to) {
      return false;
    }
    int end = request.readHead(bytes, from, to);
    if (end == Incoming.INCOMPLETE) {
      if (to - from > LONGEST_HEAD) {
        throw new BadRequest("headers: more than %d bytes".formatted(LONGEST_HEAD));
      }
      return false;
    }
    bodyFrom = end;
    next = end;
    bodyLength = request.chunked() ? 0 : request.contentLength();
    if (bodyLength > LONGEST_BODY) {
      throw new BadRequest("body: more than %d bytes".formatted(LONGEST_BODY));
    }
    wantsContinue = request.expectsContinue();
    unchunked.truncate(0);
    return true;
  }

  /** Whether the other side waits to be told to go on with the body; true once. */
  boolean takeContinue() {
    boolean wanted = wantsContinue;
    wantsContinue = false;
    return wanted;
  }

  private boolean bodyComplete() throws BadRequest {
    if (request.chunked()) {
      return chunks();
    }
    if (to - bodyFrom < bodyLength) {
      return false;
    }
    next = bodyFrom + (int) bodyLength;
    request.body(bytes, bodyFrom, next);
    return true;
  }

  private boolean chunks() throws BadRequest {
    while (true) {
      int line = lineEnd(next);
      if (line < 0) {
        return false;
      }
      int length = chunkLength(next, line);
      int dataEnd = line + 1 + length;
      int end = lineEnd(dataEnd);
      if (end < 0) {
        return false;
      }
      next = end + 1;
      if (length == 0) {
        request.body(unchunked.array(), 0, unchunked.size());
        return true;
      }
      unchunked.put(bytes, line + 1, dataEnd);
    }
  }

  private int lineEnd(int start) {
    for (int i = start; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private int chunkLength(int start, int end) throws BadRequest {
    int length = 0;
    int i = start;
    for (; i < end && Character.digit(bytes[i], 16) >= 0; i++) {
      length = length * 16 + Character.digit(bytes[i], 16);
      if (length > LONGEST_BODY) {
        throw new BadRequest("chunk: too long");
      }
    }
    if (i == start) {
      throw new BadRequest("chunk: no length");
    }
    return length;
  }

  /** Forgets the request that {@link #poll} gave. */
  void drop() {
    from = next;
    bodyFrom = 0;
    if (from == to) {
      from = 0;
      to = 0;
      if (bytes.length > KEPT) {
        bytes = new byte[SMALL];
      }
    }
  }

  /** Bytes that wait. */
  int size() {
    return to - from;
  }
}
