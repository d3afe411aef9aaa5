package dev.fairlead.simulator;

import dev.fairlead.json.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a simulator: by a real HTTP client, or with bytes over a bare socket. */
final class Caller {
  static final Duration SOON = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Caller() {}

  static String chat(String model, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]%s}"
        .formatted(model, more);
  }

  static HttpResponse<String> post(Simulator simulator, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(simulator.url() + path))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> get(Simulator simulator, String path, String... headers)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request(URI.create(simulator.url() + path), headers).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A POST to a path that begins with the version. */
  static HttpResponse<String> send(Simulator simulator, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request(URI.create(simulator.origin() + path), headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(URI uri, String... headers) {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    return headers.length > 0 ? request.headers(headers) : request;
  }

  /** The data of each event, whatever its name and line ends. */
  static List<String> data(String stream) {
    return stream.lines().filter(l -> l.startsWith("data: ")).map(l -> l.substring(6)).toList();
  }

  /** The keys of the object at a path, in order. */
  static List<String> keys(String json, String path) {
    var value = path.isEmpty() ? at("[" + json + "]", "0") : at(json, path);
    return value instanceof java.util.Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  static Socket connect(Simulator simulator) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  /** A whole POST as bytes. */
  static byte[] bytes(String path, String body, String... headers) {
    var head =
        new StringBuilder("POST /v1" + path + " HTTP/1.1\r\nHost: x\r\n")
            .append("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
    for (var header : headers) {
      head.append(header).append("\r\n");
    }
    return (head + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  /** Sends, then reads until the simulator closes. */
  static String untilClosed(Simulator simulator, byte[] request) throws IOException {
    try (var socket = connect(simulator)) {
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Reads until a text has come. */
  static String until(InputStream in, String text) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed before " + text + ": " + read);
      }
      read.append((char) b);
    }
    return read.toString();
  }

  /** The data of each event of a stream. */
  static List<String> events(String stream) {
    var events = new ArrayList<String>();
    for (var event : Arrays.asList(stream.split("\n\n", -1))) {
      if (event.startsWith("data: ")) {
        events.add(event.substring(6));
      }
    }
    return events;
  }

  /** The value at a path of keys and indexes in a JSON text, as {@code choices 0 message}. */
  static @Nullable Object at(String json, String path) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    var value = Tree.json(bytes, 0, bytes.length);
    for (var step : Arrays.asList(path.split(" ", -1))) {
      value =
          switch (value) {
            case java.util.Map<?, ?> map -> map.get(step);
            case List<?> list -> list.get(Integer.parseInt(step));
            case null, default ->
                throw new AssertionError(path + ": nothing at " + step + " in " + json);
          };
    }
    return value;
  }

  static int number(String json, String path) {
    return at(json, path) instanceof Integer number ? number : -1;
  }

  static List<?> list(String json, String path) {
    return at(json, path) instanceof List<?> list ? list : List.of();
  }

  /** The text of a stream's content deltas, or of another field of them. */
  static String joined(String stream, String field) {
    var text = new StringBuilder();
    for (var event : events(stream)) {
      if (!event.equals("[DONE]")
          && at(event, "choices") instanceof List<?> list
          && !list.isEmpty()
          && at(event, "choices 0 delta " + field) instanceof String more) {
        text.append(more);
      }
    }
    return text.toString();
  }
}
