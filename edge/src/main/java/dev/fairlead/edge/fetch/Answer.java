package dev.fairlead.edge.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1.1 answer, its head read. As strict as it can be: what is odd is an error, since nothing
 * is lost by refusing a picture.
 */
final class Answer {
  private static final int HEAD = 32 << 10;
  private static final int FIRST = 64 << 10;

  private final InputStream in;
  private final int status;
  private final Map<String, String> headers = new HashMap<>();
  private int left = HEAD;

  /** Reads the head; interim answers are passed over. */
  Answer(InputStream in) throws IOException {
    this.in = in;
    int code = statusLine();
    headers();
    while (code / 100 == 1) {
      headers.clear();
      code = statusLine();
      headers();
    }
    status = code;
  }

  int status() {
    return status;
  }

  /** A header's value; empty if there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Reads the body. */
  byte[] body(int max) throws IOException {
    var encoding = header("content-encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw new FetchFault("content-encoding: %s (expected: none)".formatted(encoding));
    }
    var transfer = header("transfer-encoding");
    if (!transfer.isEmpty()) {
      if (!transfer.equalsIgnoreCase("chunked")) {
        throw new FetchFault("transfer-encoding: %s (expected: chunked)".formatted(transfer));
      }
      return chunked(max);
    }
    var length = header("content-length");
    return length.isEmpty() ? toTheEnd(max) : counted(length, max);
  }

  private byte[] counted(String length, int max) throws IOException {
    if (!length.matches("[0-9]{1,18}")) {
      throw new FetchFault("content-length: \"%s\" (expected: a number)".formatted(length));
    }
    long size = Long.parseLong(length);
    if (size > max) {
      throw tooLarge(max);
    }
    return more(new byte[0], (int) size);
  }

  private byte[] toTheEnd(int max) throws IOException {
    var bytes = in.readNBytes(max + 1);
    if (bytes.length > max) {
      throw tooLarge(max);
    }
    return bytes;
  }

  private byte[] chunked(int max) throws IOException {
    var bytes = new byte[0];
    while (true) {
      left = HEAD;
      var line = line();
      int end = line.indexOf(';');
      var size = (end < 0 ? line : line.substring(0, end)).strip();
      if (!size.matches("[0-9A-Fa-f]{1,7}")) {
        throw new FetchFault("chunk size: \"%s\" (expected: up to 7 digits)".formatted(size));
      }
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        headers();
        return bytes;
      }
      if (length > max - bytes.length) {
        throw tooLarge(max);
      }
      bytes = more(bytes, length);
      if (!line().isEmpty()) {
        throw new FetchFault("chunk longer than its size");
      }
    }
  }

  /** Reads that many bytes behind those; room is made as they come, not as announced. */
  private byte[] more(byte[] before, int length) throws IOException {
    int at = before.length;
    int end = at + length;
    var bytes = before;
    while (at < end) {
      if (at == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(end, Math.max(FIRST, 2 * at)));
      }
      int n = in.read(bytes, at, bytes.length - at);
      if (n < 0) {
        throw new EOFException();
      }
      at += n;
    }
    return bytes;
  }

  private static FetchFault tooLarge(int max) {
    return new FetchFault("larger than %d bytes".formatted(max));
  }

  private int statusLine() throws IOException {
    var line = line();
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new FetchFault("answer is not HTTP/1.1");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private void headers() throws IOException {
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new FetchFault("answer has a header without a name");
      }
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
  }

  private String line() throws IOException {
    var bytes = new byte[128];
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (--left < 0) {
        throw new FetchFault("answer's headers are larger than %d bytes".formatted(HEAD));
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      bytes[length++] = (byte) b;
    }
    int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
    return new String(bytes, 0, end, ISO_8859_1);
  }
}
