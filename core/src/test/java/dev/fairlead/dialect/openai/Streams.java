package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Event;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.sse.SseScan;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;

/** Streams of chunks read and written, for tests. */
final class Streams {
  static final Request ANY =
      Ends.read("{\"model\":\"a/b\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

  private Streams() {}

  /** The events of a stream whose bytes come in two pieces. */
  static List<Event> events(byte[] sse, int cut, AnswerReader.How how) {
    var grammar = new Grammar();
    var reader = new AnswerReader(grammar, how);
    feed(sse, cut, reader);
    return grammar.events;
  }

  static List<Event> events(String sse) {
    return events(Ends.bytes(sse), 0, AnswerReader.How.PLAIN);
  }

  static void feed(byte[] sse, int cut, EventReader reader) {
    var scan = new SseScan(16 << 20);
    SseScan.Sink sink = (data, from, to, _) -> reader.event("", data, from, to);
    scan.feed(sse, 0, cut, sink);
    scan.feed(sse, cut, sse.length, sink);
    scan.finish(sink);
    reader.end();
  }

  /** A stream of these chunks, with its end mark. */
  static String of(String... chunks) {
    var text = new StringBuilder();
    for (var chunk : chunks) {
      text.append("data: ").append(chunk).append("\n\n");
    }
    return text.append("data: [DONE]\n\n").toString();
  }

  /** A chunk of choice 0. */
  static String delta(String delta) {
    return "{\"id\":\"c1\",\"model\":\"m\",\"created\":5,\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + "}]}";
  }

  static String finish(String word) {
    return "{\"id\":\"c1\",\"model\":\"m\",\"created\":5,\"choices\":[{\"index\":0,\"delta\":{},"
        + "\"finish_reason\":\""
        + word
        + "\"}]}";
  }

  /** The whole of what events tell. */
  static Response response(List<Event> events) {
    var all = new Collector();
    events.forEach(all);
    return all.response();
  }

  static Response response(String sse) {
    return response(events(sse));
  }

  /** A whole answer with this message. */
  static Response answer(String message, String finish) {
    return whole(
        "{\"id\":\"c1\",\"model\":\"m\",\"created\":5,\"choices\":[{\"index\":0,\"message\":"
            + message
            + ",\"finish_reason\":\""
            + finish
            + "\"}]}");
  }

  static Response whole(String body) {
    return AnswerReader.whole(Ends.bytes(body), AnswerReader.How.PLAIN);
  }

  /** What a caller gets for events. */
  static String written(Request asked, List<Event> events) {
    var out = new ByteArrayOutputStream();
    Consumer<Event> sink = EventWriter.into(new EventWriter(asked, Ends.CLOCK), out::writeBytes);
    events.forEach(sink);
    return out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  static Node written(Request asked, Response response) {
    var bytes = Ends.IN.write(response, asked, new Warnings(false));
    return Node.strict(bytes, 0, bytes.length);
  }
}
