package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Usage;

/**
 * Reads a stream of chat or completion chunks. Takes the last usage told, wherever a provider puts
 * it (the chunk, {@code choices[].usage}, {@code x_groq.usage}); never adds two up.
 */
public final class ChatStream implements StreamMeter {
  private Usage usage = Usage.NONE;
  private String finish = "";
  private String message = "";
  private boolean done;

  /** The choices that have begun, and those that have ended; a bit for each. */
  private long begun;

  private long ended;

  @Override
  public Event event(byte[] data, int from, int to) {
    if (from == to) {
      return Event.QUIET;
    }
    if (isDone(data, from, to)) {
      done = true;
      return Event.DONE;
    }
    try {
      return chunk(Skim.lenient(data, from, to));
    } catch (JsonFault e) {
      message = "an event of the stream is not JSON: " + e.getMessage();
      return Event.GARBLED;
    }
  }

  private static boolean isDone(byte[] d, int from, int to) {
    return to - from >= 6
        && d[from] == '['
        && d[from + 1] == 'D'
        && d[from + 2] == 'O'
        && d[from + 3] == 'N'
        && d[from + 4] == 'E'
        && d[from + 5] == ']';
  }

  private Event chunk(Members chunk) {
    if (!chunk.object()) {
      message = "an event of the stream is not a JSON object";
      return Event.GARBLED;
    }
    int error = chunk.find("error");
    if (error >= 0 && chunk.kind(error) != Kind.NULL) {
      message = ErrorReader.message(chunk, error);
      return Event.ERROR;
    }
    boolean told = usageAt(chunk, "usage") || groq(chunk);
    int choices = chunk.find("choices");
    if (choices < 0 || chunk.kind(choices) != Kind.ARRAY) {
      return baseResponse(chunk, told);
    }
    var event = Event.QUIET;
    boolean any = false;
    for (var choice : Elements.of(chunk, choices)) {
      any = true;
      if (choice(choice)) {
        event = Event.CONTENT;
      }
    }
    return any ? event : told ? Event.USAGE : Event.QUIET;
  }

  /** MiniMax reports errors as {@code base_resp} with a code that is not 0. */
  private Event baseResponse(Members chunk, boolean told) {
    var error = ErrorReader.baseResponse(chunk);
    if (!error.isEmpty()) {
      message = error;
      return Event.ERROR;
    }
    return told ? Event.USAGE : Event.QUIET;
  }

  private boolean choice(Members choice) {
    usageAt(choice, "usage");
    long bit = 1L << index(choice);
    begun |= bit;
    int reason = choice.find("finish_reason");
    boolean content = false;
    if (reason >= 0 && choice.kind(reason) == Kind.STRING) {
      var word = choice.text(reason);
      if (!word.isEmpty()) {
        finish = word;
        ended |= bit;
        content = true;
      }
    }
    int text = choice.find("text");
    if (text >= 0 && filled(choice, text)) {
      return true;
    }
    int delta = choice.find("delta");
    if (content || delta < 0 || choice.kind(delta) != Kind.OBJECT) {
      return content;
    }
    return delta(choice.inside(delta));
  }

  private static int index(Members choice) {
    int i = choice.find("index");
    return i >= 0 && choice.kind(i) == Kind.NUMBER ? (int) choice.number(i) : 0;
  }

  private static boolean delta(Members delta) {
    int role = delta.find("role");
    for (int i = 0; i < delta.count(); i++) {
      if (i != role && filled(delta, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean filled(Members members, int i) {
    return switch (members.kind(i)) {
      case STRING, ARRAY, OBJECT -> members.valueTo(i) - members.valueFrom(i) > 2;
      case NUMBER, TRUE -> true;
      case FALSE, NULL -> false;
    };
  }

  private boolean usageAt(Members members, String name) {
    int i = members.find(name);
    if (i < 0 || members.kind(i) != Kind.OBJECT) {
      return false;
    }
    var told = UsageReader.read(members.inside(i));
    if (told.reported()) {
      usage = told;
    }
    return told.reported();
  }

  private boolean groq(Members chunk) {
    int i = chunk.find("x_groq");
    return i >= 0
        && chunk.kind(i) == Kind.OBJECT
        && !usage.reported()
        && usageAt(chunk.inside(i), "usage");
  }

  @Override
  public boolean complete() {
    return done || ended != 0 && ended == begun;
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
