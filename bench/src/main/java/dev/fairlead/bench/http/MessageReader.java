package dev.fairlead.bench.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 messages of one direction from one connection, however the bytes are cut.
 *
 * <p>It keeps what a load generator must check: the status, the body of a plain message, the number
 * of events of a stream. It believes well-meaning peers: heads over 16 KB and bodies over 1 MB are
 * an {@link IllegalStateException}. Not thread-safe.
 */
public final class MessageReader {
  private static final int MAX_HEAD = 16 << 10;
  private static final int MAX_BODY = 1 << 20;

  private enum State {
    HEAD,
    LENGTH,
    SIZE,
    DATA,
    DATA_END,
    TRAILERS,
    UNTIL_CLOSE,
    COMPLETE
  }

  private final boolean requests;
  private final EventCounter counter = new EventCounter();
  private final byte[] head = new byte[MAX_HEAD + Head.SLACK];
  private int headLength;
  private byte[] body = new byte[2048];
  private int bodyLength;
  private State state = State.HEAD;
  private long left;
  private int status;
  private boolean keepAlive;
  private boolean stream;
  private int lineLength;

  private MessageReader(boolean requests) {
    this.requests = requests;
  }

  /** A reader of what a server receives: no length means no body. */
  public static MessageReader ofRequests() {
    return new MessageReader(true);
  }

  /** A reader of what a client receives: no length means a body until the connection closes. */
  public static MessageReader ofAnswers() {
    return new MessageReader(false);
  }

  /** Makes ready for the next message of the connection. */
  public void reset() {
    headLength = 0;
    bodyLength = 0;
    state = State.HEAD;
    left = 0;
    status = 0;
    keepAlive = true;
    stream = false;
    lineLength = 0;
    counter.reset();
  }

  /** Reads on; returns the index after the last byte used, less than {@code to} when complete. */
  public int feed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && state != State.COMPLETE) {
      at =
          switch (state) {
            case HEAD -> head(bytes, at, to);
            case LENGTH, DATA -> counted(bytes, at, to);
            case SIZE -> size(bytes[at], at);
            case DATA_END -> dataEnd(bytes[at], at);
            case TRAILERS -> trailers(bytes[at], at);
            case UNTIL_CLOSE -> body(bytes, at, to);
            case COMPLETE -> to;
          };
    }
    return at;
  }

  private int head(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (headLength == MAX_HEAD) {
        throw new IllegalStateException("head of a message: more than 16 KB");
      }
      byte b = bytes[i];
      head[headLength++] = b;
      if (b == '\n' && endsHead()) {
        begin();
        return i + 1;
      }
    }
    return to;
  }

  private boolean endsHead() {
    return headLength >= 4 && head[headLength - 3] == '\n' && head[headLength - 2] == '\r';
  }

  private void begin() {
    var fields = Head.parse(head, headLength);
    keepAlive = !fields.close();
    stream = fields.events();
    status = requests ? 0 : Head.status(head);
    if (fields.chunked()) {
      state = State.SIZE;
      left = 0;
    } else if (fields.length() >= 0) {
      left = fields.length();
      state = left == 0 ? State.COMPLETE : State.LENGTH;
    } else {
      state = requests ? State.COMPLETE : State.UNTIL_CLOSE;
    }
  }

  private int counted(byte[] bytes, int from, int to) {
    int end = (int) Math.min(to, from + left);
    left -= end - from;
    body(bytes, from, end);
    if (left == 0) {
      state = state == State.DATA ? State.DATA_END : State.COMPLETE;
    }
    return end;
  }

  private int body(byte[] bytes, int from, int to) {
    if (stream) {
      counter.feed(bytes, from, to);
      return to;
    }
    int length = to - from;
    if (bodyLength + length > MAX_BODY) {
      throw new IllegalStateException("body of a message: more than 1 MB");
    }
    if (bodyLength + length > body.length) {
      body = Arrays.copyOf(body, Math.max(body.length * 2, bodyLength + length));
    }
    System.arraycopy(bytes, from, body, bodyLength, length);
    bodyLength += length;
    return to;
  }

  private int size(byte b, int at) {
    if (b == '\n') {
      state = left == 0 ? State.TRAILERS : State.DATA;
      lineLength = 0;
    } else if (b == ';') {
      lineLength = -1;
    } else if (b != '\r' && lineLength >= 0) {
      left = left * 16 + Character.digit(b, 16);
    }
    return at + 1;
  }

  private int dataEnd(byte b, int at) {
    if (b == '\n') {
      state = State.SIZE;
      lineLength = 0;
    }
    return at + 1;
  }

  private int trailers(byte b, int at) {
    if (b == '\n') {
      state = lineLength == 0 ? State.COMPLETE : State.TRAILERS;
      lineLength = 0;
    } else if (b != '\r') {
      lineLength++;
    }
    return at + 1;
  }

  /** Tells that the connection is closed; returns whether the message is whole. */
  public boolean closed() {
    if (state == State.UNTIL_CLOSE) {
      state = State.COMPLETE;
    }
    return state == State.COMPLETE;
  }

  public boolean complete() {
    return state == State.COMPLETE;
  }

  /** Whether a byte of the message has been read. */
  public boolean begun() {
    return headLength > 0;
  }

  /** The status of an answer; 0 before its head is read. */
  public int status() {
    return status;
  }

  public boolean keepAlive() {
    return keepAlive;
  }

  /** {@code data:} lines so far, the closing {@code [DONE]} included; 0 for a plain body. */
  public long events() {
    return counter.events();
  }

  /** Whether the stream said {@code [DONE]}. */
  public boolean ended() {
    return counter.ended();
  }

  public int bodyLength() {
    return bodyLength;
  }

  /** Whether the plain body contains this ASCII text. */
  public boolean contains(String wanted) {
    for (int i = 0; i <= bodyLength - wanted.length(); i++) {
      if (at(i, wanted)) {
        return true;
      }
    }
    return false;
  }

  private boolean at(int from, String wanted) {
    for (int i = 0; i < wanted.length(); i++) {
      if (body[from + i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The plain body as text, for messages about what went wrong and for what the origin reads. */
  public String text() {
    return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
  }
}
