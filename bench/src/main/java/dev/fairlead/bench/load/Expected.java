package dev.fairlead.bench.load;

import dev.fairlead.bench.http.MessageReader;

/** What an answer must be to count; a peer that fails fast must not win. */
public sealed interface Expected {

  /** What is wrong with a complete answer; empty text when nothing is. */
  String wrong(MessageReader answer);

  /**
   * A plain answer with status 200.
   *
   * @param marker ASCII text that its body contains
   * @param bytes the least length of its body
   */
  record Plain(String marker, int bytes) implements Expected {
    @Override
    public String wrong(MessageReader answer) {
      if (answer.status() != 200) {
        return "status: %d (expected: 200) %s".formatted(answer.status(), start(answer));
      }
      if (answer.bodyLength() < bytes) {
        return "body: %d bytes (expected: >= %d) %s"
            .formatted(answer.bodyLength(), bytes, start(answer));
      }
      return answer.contains(marker) ? "" : "body without the marker: " + start(answer);
    }
  }

  /**
   * An event stream with status 200 that ends with its protocol's last event.
   *
   * @param events its {@code data:} lines, the last one included
   */
  record Events(long events) implements Expected {
    @Override
    public String wrong(MessageReader answer) {
      if (answer.status() != 200) {
        return "status: %d (expected: 200) %s".formatted(answer.status(), start(answer));
      }
      if (answer.events() != events) {
        return "events: %d (expected: %d)".formatted(answer.events(), events);
      }
      return answer.ended() ? "" : "stream without its last event";
    }
  }

  private static String start(MessageReader answer) {
    String text = answer.text();
    return text.substring(0, Math.min(200, text.length())).replaceAll("\\s+", " ");
  }
}
