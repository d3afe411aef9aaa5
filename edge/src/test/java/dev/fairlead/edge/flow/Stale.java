package dev.fairlead.edge.flow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider that answers the first request of each connection, promises to keep it, and closes it
 * when the next request comes: what a client sees that meets a connection just as it expires.
 */
final class Stale implements AutoCloseable {
  private static final String BODY = "{\"choices\":[{\"finish_reason\":\"stop\"}]}";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger connections = new AtomicInteger();

  Stale() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      var in = socket.getInputStream();
      var seen = new StringBuilder();
      while (!seen.toString().endsWith("}]}")) {
        int b = in.read();
        if (b < 0) {
          return;
        }
        seen.append((char) b);
      }
      var answer =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(BODY.length(), BODY);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      if (in.read() < 0) {
        return;
      }
    } catch (IOException e) {
      // The other side is gone; so is this.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
