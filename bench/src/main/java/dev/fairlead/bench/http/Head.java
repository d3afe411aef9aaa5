package dev.fairlead.bench.http;

/**
 * The fields of a message's head that say how its body is framed.
 *
 * @param length of the body; -1 without such a field
 * @param chunked whether the body comes in chunks
 * @param close whether the connection ends after this message
 * @param events whether the body is an event stream
 */
record Head(long length, boolean chunked, boolean close, boolean events) {
  /** Bytes that may be looked at behind the end of a head. */
  static final int SLACK = 64;

  private static final int STATUS_AT = "HTTP/1.1 ".length();

  static int status(byte[] head) {
    int status = 0;
    for (int i = STATUS_AT; i < STATUS_AT + 3; i++) {
      status = status * 10 + (head[i] - '0');
    }
    return status;
  }

  static Head parse(byte[] head, int end) {
    long length = -1;
    boolean chunked = false;
    boolean close = false;
    boolean events = false;
    for (int line = after(head, 0, end); line < end; line = after(head, line, end)) {
      switch (head[line] | 0x20) {
        case 'c' -> {
          if (starts(head, line, "content-length:")) {
            length = number(head, line + "content-length:".length());
          } else if (starts(head, line, "content-type: text/event-stream")) {
            events = true;
          } else if (starts(head, line, "connection: close")) {
            close = true;
          }
        }
        case 't' -> chunked |= starts(head, line, "transfer-encoding: chunked");
        default -> {}
      }
    }
    return new Head(length, chunked, close, events);
  }

  private static int after(byte[] head, int from, int end) {
    int i = from;
    while (i < end && head[i] != '\n') {
      i++;
    }
    return i + 1;
  }

  private static boolean starts(byte[] head, int at, String lower) {
    for (int i = 0; i < lower.length(); i++) {
      int b = head[at + i];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static long number(byte[] head, int from) {
    int i = from;
    while (head[i] == ' ') {
      i++;
    }
    long number = 0;
    while (head[i] >= '0' && head[i] <= '9') {
      number = number * 10 + (head[i] - '0');
      i++;
    }
    return number;
  }
}
