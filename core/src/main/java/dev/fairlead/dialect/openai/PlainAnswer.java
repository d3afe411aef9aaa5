package dev.fairlead.dialect.openai;

import dev.fairlead.json.AnswerScan;
import dev.fairlead.json.AnswerScan.Shape;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plain answer as it passes: its usage, whether it is whole, and whether it is an error in
 * the clothes of a success. Not thread-safe; one for each attempt.
 */
public final class PlainAnswer {
  private static final int USAGE = 0;
  private static final int ERROR = 1;
  private static final int CHOICES = 2;
  private static final int DATA = 3;
  private static final int BASE = 4;
  private static final int GROQ = 5;

  private final AnswerScan scan =
      new AnswerScan("usage", "error", "choices", "data", "base_resp", "x_groq");
  private final StringBuilder head = new StringBuilder(0);

  /** More of the answer passes. */
  public void feed(byte[] bytes, int from, int to) {
    if (scan.shape() == Shape.NOTHING_YET && head.length() < 80) {
      head.append(new String(bytes, from, Math.min(80, to - from), StandardCharsets.ISO_8859_1));
    }
    scan.feed(bytes, from, to);
  }

  /** Whether the object is complete and nothing follows it. */
  public boolean whole() {
    return scan.shape() == Shape.COMPLETE;
  }

  /** Whether the object has begun and is not complete. */
  public boolean open() {
    return scan.shape() == Shape.OPEN;
  }

  /** Whether what a caller waits for has begun to pass. */
  public boolean begun() {
    return scan.shape() == Shape.OPEN && (scan.saw(CHOICES) || scan.saw(DATA)) && !scan.saw(ERROR);
  }

  /** Whether it is an error, or no answer at all. */
  public boolean failed() {
    return scan.shape() == Shape.FOREIGN || errorInside();
  }

  private boolean errorInside() {
    var error = scan.value(ERROR);
    boolean said = error.length > 0 && error[0] != 'n';
    return said || !baseMessage().isEmpty();
  }

  private String baseMessage() {
    return scan.value(BASE).length == 0 ? "" : ErrorReader.baseStatus(scan.value(BASE));
  }

  /** What is wrong, if it is not whole or has failed. */
  public Cause cause() {
    if (scan.shape() == Shape.COMPLETE) {
      return Cause.ERROR_INSIDE;
    }
    return scan.shape() == Shape.OPEN ? Cause.CUT : Cause.GARBLED;
  }

  /** The same in words. */
  public String message() {
    return switch (scan.shape()) {
      case OPEN -> "its answer ends in the middle";
      case NOTHING_YET -> "an empty answer";
      case FOREIGN -> "its answer is not a JSON object; it begins with: " + head;
      case COMPLETE -> {
        var base = baseMessage();
        yield base.isEmpty() ? ErrorReader.errorValue(scan.value(ERROR)) : base;
      }
    };
  }

  /** The usage, as far as it has passed; some providers put it where OpenAI does not. */
  public Usage usage() {
    var own = read(scan.value(USAGE));
    if (own.reported()) {
      return own;
    }
    var groq = inside(object(scan.value(GROQ)));
    return groq.reported() ? groq : inside(choice());
  }

  private static Usage read(byte[] usage) {
    var members = object(usage);
    return members == null ? Usage.NONE : UsageReader.read(members);
  }

  private static Usage inside(@Nullable Members outer) {
    int i = outer == null ? -1 : outer.find("usage");
    return outer != null && i >= 0 && outer.kind(i) == Kind.OBJECT
        ? UsageReader.read(outer.inside(i))
        : Usage.NONE;
  }

  /** Why the model stopped; empty where the choices were too long to keep. */
  public String finish() {
    var choice = choice();
    int i = choice == null ? -1 : choice.find("finish_reason");
    return choice != null && i >= 0 && choice.kind(i) == Kind.STRING ? choice.text(i) : "";
  }

  private @Nullable Members choice() {
    var choices = scan.value(CHOICES);
    if (choices.length < 2 || choices[0] != '[') {
      return null;
    }
    try {
      for (var choice : Elements.of(choices, 0, choices.length)) {
        return choice.object() ? choice : null;
      }
    } catch (JsonFault e) {
      return null;
    }
    return null;
  }

  private static @Nullable Members object(byte[] json) {
    if (json.length == 0 || json[0] != '{') {
      return null;
    }
    try {
      return Skim.lenient(json, 0, json.length);
    } catch (JsonFault e) {
      return null;
    }
  }
}
