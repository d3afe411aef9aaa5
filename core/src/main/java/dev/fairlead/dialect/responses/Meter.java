package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Usage;
import org.jspecify.annotations.Nullable;

/** Reads a stream as it passes: when it begins to say something, how it ends, what it used. */
final class Meter implements StreamMeter {
  private Usage usage = Usage.NONE;
  private String finish = "";
  private String message = "";
  private boolean done;

  @Override
  public Event event(byte[] data, int from, int to) {
    if (from == to) {
      return Event.QUIET;
    }
    if (data[from] == '[' && to - from >= 6 && data[from + 1] == 'D') {
      return done ? Event.DONE : Event.QUIET;
    }
    try {
      return members(Skim.lenient(data, from, to));
    } catch (JsonFault e) {
      message = "an event of the stream is not JSON: " + e.getMessage();
      return Event.GARBLED;
    }
  }

  private Event members(Members event) {
    if (!event.object()) {
      message = "an event of the stream is not a JSON object";
      return Event.GARBLED;
    }
    int type = event.find("type");
    if (type < 0 || event.kind(type) != Kind.STRING) {
      return error(event) ? Event.ERROR : Event.QUIET;
    }
    return switch (event.text(type)) {
      case "response.created",
          "response.queued",
          "response.in_progress",
          "response.output_item.added",
          "response.content_part.added",
          "response.reasoning_summary_part.added",
          "keepalive",
          "ping" ->
          Event.QUIET;
      case "response.completed", "response.incomplete", "response.done" -> completed(event);
      case "response.failed", "response.cancelled", "error" -> {
        failed(event);
        yield Event.ERROR;
      }
      default -> error(event) ? Event.ERROR : Event.CONTENT;
    };
  }

  private boolean error(Members event) {
    int error = event.find("error");
    if (error < 0 || event.kind(error) == Kind.NULL) {
      return false;
    }
    message = Errors.message(node(event, error));
    return true;
  }

  private static Node node(Members event, int i) {
    return Node.lenient(event.json(), event.valueFrom(i), event.valueTo(i));
  }

  private static @Nullable Node response(Members event) {
    int i = event.find("response");
    return i >= 0 && event.kind(i) == Kind.OBJECT ? node(event, i) : null;
  }

  private Event completed(Members event) {
    var response = response(event);
    if (response == null) {
      return error(event) ? Event.ERROR : Event.QUIET;
    }
    var told = Counts.read(response.get("usage"));
    if (told.reported()) {
      usage = told;
    }
    if (response.text("status").equals("failed") || response.get("error") != null) {
      failed(event);
      return Event.ERROR;
    }
    done = true;
    finish = Ending.read(response, false, false).word();
    return Event.DONE;
  }

  private void failed(Members event) {
    var response = response(event);
    var error = response == null ? null : response.get("error");
    if (response != null) {
      var told = Counts.read(response.get("usage"));
      usage = told.reported() ? told : usage;
    }
    if (error != null) {
      message = Errors.message(error);
    } else if (!error(event)) {
      int i = event.find("message");
      message = i >= 0 && event.kind(i) == Kind.STRING ? event.text(i) : "the response has failed";
    }
  }

  @Override
  public boolean complete() {
    return done;
  }

  @Override
  public Usage usage() {
    return usage;
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
