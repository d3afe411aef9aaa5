package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.AnswerMeter;
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
public final class PlainAnswer implements AnswerMeter {
  private static final int USAGE = 0;
  private static final int ERROR = 1;
  private static final int CHOICES = 2;
  private static final int DATA = 3;
  private static final int BASE = 4;
  private static final int GROQ = 5;

  private final AnswerScan scan =
      new AnswerScan("usage", "error", "choices", "data", "base_resp", "x_groq");
  private final StringBuilder head = new StringBuilder(0);

  @Override
  public void feed(byte[] bytes, int from, int to) {
    if (scan.shape() == Shape.NOTHING_YET && head.length() < 80) {
      head.append(new String(bytes, from, Math.min(80, to - from), StandardCharsets.ISO_8859_1));
    }
    scan.feed(bytes, from, to);
  }

  @Override
  public boolean whole() {
    return scan.shape() == Shape.COMPLETE;
  }

  @Override
  public boolean open() {
    return scan.shape() == Shape.OPEN;
  }

  @Override
  public boolean begun() {
    return scan.shape() == Shape.OPEN && (scan.saw(CHOICES) || scan.saw(DATA)) && !scan.saw(ERROR);
  }

  @Override
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

  @Override
  public Cause cause() {
    if (scan.shape() == Shape.COMPLETE) {
      return Cause.ERROR_INSIDE;
    }
    return scan.shape() == Shape.OPEN ? Cause.CUT : Cause.GARBLED;
  }

  @Override
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

  @Override
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

  @Override
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
