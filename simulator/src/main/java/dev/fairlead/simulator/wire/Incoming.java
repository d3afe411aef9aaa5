package dev.fairlead.simulator.wire;

import dev.fairlead.simulator.content.Out;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request that a connection reads now: places in the connection's buffer. It is used again for
 * the next request, so nobody may keep it. Not thread-safe.
 */
public final class Incoming {
  /** More is needed. */
  static final int INCOMPLETE = -1;

  private static final int MOST_HEADERS = 128;
  private static final byte[] CONTENT_LENGTH = Out.ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = Out.ascii("transfer-encoding");
  private static final byte[] CONNECTION = Out.ascii("connection");
  private static final byte[] EXPECT = Out.ascii("expect");

  private final int[] lines = new int[MOST_HEADERS * 3]; // start, colon, end of each
  private byte[] bytes = new byte[0];
  private int headers;
  private String method = "";
  private String path = "";
  private boolean http10;
  private byte[] body = bytes;
  private int bodyFrom;
  private int bodyTo;

  /** The request is not HTTP. */
  static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    BadRequest(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads a head; gives the offset behind it, or {@link #INCOMPLETE}. */
  int readHead(byte[] from, int start, int end) throws BadRequest {
    bytes = from;
    headers = 0;
    int line = start;
    while (line < end) {
      int next = lineEnd(line, end);
      if (next < 0) {
        return INCOMPLETE;
      }
      int to = next > line && bytes[next - 1] == '\r' ? next - 1 : next;
      if (to == line && line != start) {
        return next + 1;
      }
      if (line == start) {
        requestLine(line, to);
      } else {
        header(line, to);
      }
      line = next + 1;
    }
    return INCOMPLETE;
  }

  private int lineEnd(int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void requestLine(int from, int to) throws BadRequest {
    int space = find(from, to, ' ');
    int second = space < 0 ? -1 : find(space + 1, to, ' ');
    if (second < 0 || to - second != 9 || bytes[to - 3] != '1' || bytes[to - 2] != '.') {
      throw new BadRequest("request line: not HTTP/1.1");
    }
    method = space - from == 4 && bytes[from] == 'P' ? "POST" : ascii(from, space);
    path = ascii(space + 1, second);
    http10 = bytes[to - 1] == '0';
  }

  private void header(int from, int to) throws BadRequest {
    int colon = find(from, to, ':');
    if (colon <= from) {
      throw new BadRequest("header line: no colon");
    }
    if (headers == MOST_HEADERS) {
      throw new BadRequest("headers: more than " + MOST_HEADERS);
    }
    lines[headers * 3] = from;
    lines[headers * 3 + 1] = colon;
    lines[headers * 3 + 2] = to;
    headers++;
  }

  private int find(int from, int to, char wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  void body(byte[] from, int start, int end) {
    body = from;
    bodyFrom = start;
    bodyTo = end;
  }

  /** The declared length of the body; 0 if none is declared. */
  long contentLength() throws BadRequest {
    var text = header(CONTENT_LENGTH);
    try {
      return text == null ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw new BadRequest("content-length: " + text);
    }
  }

  boolean chunked() {
    return "chunked".equalsIgnoreCase(header(TRANSFER_ENCODING));
  }

  boolean expectsContinue() {
    return header(EXPECT) != null;
  }

  boolean http10() {
    return http10;
  }

  boolean last() {
    var connection = header(CONNECTION);
    return connection == null ? http10 : !connection.equalsIgnoreCase("keep-alive");
  }

  public String method() {
    return method;
  }

  /** The path with its query. */
  public String path() {
    return path;
  }

  /** The array that holds the body from {@link #bodyFrom} to before {@link #bodyTo}. */
  public byte[] body() {
    return body;
  }

  public int bodyFrom() {
    return bodyFrom;
  }

  public int bodyTo() {
    return bodyTo;
  }

  /** The first header of this name, which is given in lower case; null if there is none. */
  public @Nullable String header(byte[] lowerCase) {
    for (int i = 0; i < headers; i++) {
      int from = lines[i * 3];
      int colon = lines[i * 3 + 1];
      if (colon - from == lowerCase.length && same(from, lowerCase)) {
        return ascii(colon + 1, lines[i * 3 + 2]).strip();
      }
    }
    return null;
  }

  private boolean same(int from, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      int b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b | 32 : b) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  /** A copy that may be kept. */
  public Request copy(long number) {
    var list = new ArrayList<Header>(headers);
    for (int i = 0; i < headers; i++) {
      int colon = lines[i * 3 + 1];
      list.add(new Header(ascii(lines[i * 3], colon), ascii(colon + 1, lines[i * 3 + 2]).strip()));
    }
    return new Request(
        number, method, path, List.copyOf(list), Arrays.copyOfRange(body, bodyFrom, bodyTo));
  }
}
