package dev.fairlead.edge.flow;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends any bytes and reads answers strictly. Not thread-safe. */
final class Wire implements AutoCloseable {
  /**
   * An answer.
   *
   * @param headers by name in lower case; several of one name joined by a comma
   * @param whole whether the body came to its proper end
   */
  record Answer(int status, Map<String, String> headers, byte[] bytes, boolean whole) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    @Override
    public String toString() {
      return status + " " + headers + " " + text() + (whole ? "" : " (cut off)");
    }
  }

  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    this(new Socket(), port);
  }

  private Wire(Socket socket, int port) throws IOException {
    this.socket = socket;
    socket.setReceiveBufferSize(64 << 10);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
    this.in = new java.io.BufferedInputStream(socket.getInputStream(), 8 << 10);
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads one answer; 1xx are answers of their own. */
  Answer answer() throws IOException {
    var head = head();
    var body = new ByteArrayOutputStream();
    boolean whole = body(head, body);
    return new Answer(head.status, head.headers, body.toByteArray(), whole);
  }

  /** Reads status and headers only. */
  Answer head() throws IOException {
    var status = line();
    if (!status.matches("HTTP/1\\.[01] \\d{3}.*")) {
      throw new IOException("status line: " + status);
    }
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (a, b) -> a + "," + b);
    }
    return new Answer(Integer.parseInt(status.substring(9, 12)), headers, new byte[0], true);
  }

  /** Reads the body that belongs to a head; false if it is cut off. */
  boolean body(Answer head, ByteArrayOutputStream into) throws IOException {
    if (head.status < 200 || head.status == 204) {
      return true;
    }
    try {
      if (head.headers.containsKey("content-length")) {
        int length = Integer.parseInt(head.header("content-length"));
        var bytes = in.readNBytes(length);
        into.writeBytes(bytes);
        return bytes.length == length;
      }
      if (head.header("transfer-encoding").equals("chunked")) {
        for (var chunk = chunk(); chunk.length > 0; chunk = chunk()) {
          into.writeBytes(chunk);
        }
        return true;
      }
      into.writeBytes(in.readAllBytes());
      return true;
    } catch (EOFException | SocketException e) {
      return false;
    }
  }

  /** One chunk; empty for the last. */
  byte[] chunk() throws IOException {
    int length = Integer.parseInt(line(), 16);
    var bytes = in.readNBytes(length);
    if (bytes.length < length || !line().isEmpty()) {
      throw new EOFException("chunk cut off");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("end within a line: " + line);
      }
      if (b == '\n') {
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
          throw new IOException("a line without CR: " + line);
        }
        line.setLength(line.length() - 1);
        return line.toString();
      }
      line.append((char) b);
    }
  }

  /** Waits for the other side's end; false if a byte comes instead. */
  boolean ended() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  InputStream in() {
    return in;
  }

  /** Goes away with a reset, as a process that dies. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Goes away as a process that ends in peace. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
