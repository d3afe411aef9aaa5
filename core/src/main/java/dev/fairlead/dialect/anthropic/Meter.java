package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/** Reads a stream of message events as it passes. Not thread-safe; one per attempt. */
final class Meter implements StreamMeter {
  private final UsageTally tally = new UsageTally();
  private String finish = "";
  private String message = "";
  private boolean done;

  @Override
  public Event event(byte[] data, int from, int to) {
    if (from == to || StreamReader.isDone(data, from, to)) {
      return Event.QUIET;
    }
    try {
      var root = Frames.inner(Node.lenient(data, from, to));
      if (!root.isObject()) {
        message = "an event of the stream is not a JSON object";
        return Event.GARBLED;
      }
      return event(root);
    } catch (JsonFault e) {
      message = "an event of the stream is not JSON: " + e.getMessage();
      return Event.GARBLED;
    }
  }

  private Event event(Node root) {
    return switch (root.text("type")) {
      case "content_block_delta" -> Event.CONTENT;
      case "content_block_start" -> started(root);
      case "message_start" -> begun(root.get("message"));
      case "message_delta" -> {
        usage(root);
        stop(root.get("delta"));
        yield Event.CONTENT;
      }
      case "message_stop" -> {
        done = true;
        yield Event.DONE;
      }
      case "error" -> failed(root);
      default -> root.has("error") ? failed(root) : Event.QUIET;
    };
  }

  private Event failed(Node root) {
    message = ErrorReader.inside(root).message();
    return Event.ERROR;
  }

  private static Event started(Node root) {
    var block = root.get("content_block");
    var type = block == null ? "" : block.text("type");
    return type.equals("text") || type.equals("thinking") ? Event.QUIET : Event.CONTENT;
  }

  private Event begun(@Nullable Node start) {
    if (start == null) {
      return Event.QUIET;
    }
    usage(start);
    stop(start);
    var content = start.get("content");
    return content != null && content.size() > 0 ? Event.CONTENT : Event.QUIET;
  }

  private void usage(Node holder) {
    var usage = holder.get("usage");
    if (usage != null) {
      tally.add(usage);
    }
  }

  private void stop(@Nullable Node holder) {
    var word = holder == null ? "" : holder.text("stop_reason");
    if (!word.isEmpty()) {
      finish = word;
    }
  }

  @Override
  public boolean complete() {
    return done || !finish.isEmpty();
  }

  @Override
  public Usage usage() {
    return tally.usage();
  }

  @Override
  public String finish() {
    return finish;
  }

  @Override
  public String message() {
    return message;
  }
}
