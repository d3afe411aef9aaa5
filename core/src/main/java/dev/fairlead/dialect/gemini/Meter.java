package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Usage;

/** Reads a stream that is passed through. Usage is cumulative: the last one counts. */
final class Meter implements StreamMeter {
  private Usage usage = Usage.NONE;
  private String finish = "";
  private String message = "";
  private boolean blocked;

  /** The candidates that have begun, and those that have ended; a bit for each. */
  private long begun;

  private long ended;

  @Override
  public Event event(byte[] data, int from, int to) {
    if (from == to) {
      return Event.QUIET;
    }
    try {
      var chunk = Skim.lenient(data, from, to);
      if (chunk.from() < chunk.to() && chunk.kind() == Kind.ARRAY) {
        for (var element : Elements.of(data, chunk.from(), chunk.to())) {
          return chunk(element);
        }
      }
      return chunk(chunk);
    } catch (JsonFault e) {
      message = "an event of the stream is not JSON: " + e.getMessage();
      return Event.GARBLED;
    }
  }

  private Event chunk(Members chunk) {
    if (!chunk.object()) {
      message = "an event of the stream is not a JSON object";
      return Event.GARBLED;
    }
    int error = chunk.find("error");
    if (error >= 0 && chunk.kind(error) != Kind.NULL) {
      message =
          ErrorReader.message(
              Node.lenient(chunk.json(), chunk.valueFrom(error), chunk.valueTo(error)));
      return Event.ERROR;
    }
    boolean told = usage(chunk);
    boolean content = blocked(chunk);
    int candidates = chunk.find("candidates");
    if (candidates >= 0 && chunk.kind(candidates) == Kind.ARRAY) {
      for (var candidate : Elements.of(chunk, candidates)) {
        content |= candidate.object() && candidate(candidate);
      }
    }
    return content ? Event.CONTENT : told ? Event.USAGE : Event.QUIET;
  }

  private boolean usage(Members chunk) {
    int i = chunk.find("usageMetadata");
    if (i < 0 || chunk.kind(i) != Kind.OBJECT) {
      return false;
    }
    var told = Usages.read(chunk.json(), chunk.valueFrom(i), chunk.valueTo(i));
    if (told.reported()) {
      usage = told;
    }
    return told.reported();
  }

  private boolean blocked(Members chunk) {
    int i = chunk.find("promptFeedback");
    if (i < 0 || chunk.kind(i) != Kind.OBJECT) {
      return false;
    }
    var feedback = chunk.inside(i);
    int reason = feedback.find("blockReason");
    if (reason < 0 || feedback.kind(reason) != Kind.STRING) {
      return false;
    }
    finish = feedback.text(reason);
    blocked = true;
    return true;
  }

  private boolean candidate(Members candidate) {
    long bit = 1L << index(candidate);
    begun |= bit;
    boolean content = false;
    int reason = candidate.find("finishReason");
    if (reason >= 0 && candidate.kind(reason) == Kind.STRING) {
      finish = candidate.text(reason);
      ended |= bit;
      content = true;
    }
    int i = candidate.find("content");
    return content || i >= 0 && candidate.kind(i) == Kind.OBJECT && filled(candidate.inside(i));
  }

  private static int index(Members candidate) {
    int i = candidate.find("index");
    return i >= 0 && candidate.kind(i) == Kind.NUMBER ? Math.clamp(candidate.number(i), 0, 63) : 0;
  }

  private static boolean filled(Members content) {
    int parts = content.find("parts");
    return parts >= 0
        && content.kind(parts) == Kind.ARRAY
        && content.valueTo(parts) - content.valueFrom(parts) > 4;
  }

  @Override
  public boolean complete() {
    return blocked && begun == 0 || ended != 0 && ended == begun;
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
