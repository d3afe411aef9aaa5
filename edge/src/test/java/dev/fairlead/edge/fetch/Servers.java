package dev.fairlead.edge.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A server on this machine that answers each path with bytes, and keeps what it was asked. */
final class Servers implements AutoCloseable {
  private final ServerSocket listening;
  private final Map<String, Reply> replies = new HashMap<>();
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** Writes an answer. */
  @FunctionalInterface
  interface Reply {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  Servers(ServerSocket listening) {
    this.listening = listening;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  static Servers plain() throws IOException {
    return new Servers(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  int port() {
    return listening.getLocalPort();
  }

  Servers at(String path, String head, String body) {
    return at(path, out -> out.write((head + "\r\n\r\n" + body).getBytes(ISO_8859_1)));
  }

  synchronized Servers at(String path, Reply reply) {
    replies.put(path, reply);
    return this;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      var head = new StringBuilder();
      for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      if (!head.isEmpty()) {
        requests.add(head.toString());
        reply(head.toString().split(" ", 3)[1]).write(socket.getOutputStream());
      }
    } catch (IOException | InterruptedException _) {
      // The client went away, as it should.
    }
  }

  private synchronized Reply reply(String path) {
    return Objects.requireNonNull(replies.get(path), path);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
