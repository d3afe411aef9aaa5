package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.json.AnswerScan;
import dev.fairlead.json.AnswerScan.Shape;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a plain answer as it passes. Not thread-safe; one per attempt. */
final class PlainMeter implements AnswerMeter {
  private static final int TYPE = 0;
  private static final int CONTENT = 1;
  private static final int USAGE = 2;
  private static final int STOP = 3;
  private static final int ERROR = 4;

  private final AnswerScan scan =
      new AnswerScan("type", "content", "usage", "stop_reason", "error");
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
    return scan.shape() == Shape.OPEN && scan.saw(CONTENT) && !scan.saw(ERROR);
  }

  @Override
  public boolean failed() {
    return scan.shape() == Shape.FOREIGN || errorInside();
  }

  private boolean errorInside() {
    var error = scan.value(ERROR);
    return error.length > 0 && error[0] != 'n' || text(TYPE).equals("error");
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
        var error = value(ERROR);
        yield error == null ? "" : ErrorReader.inside(error).message();
      }
    };
  }

  @Override
  public Usage usage() {
    var usage = value(USAGE);
    return usage == null ? Usage.NONE : new UsageTally().add(usage).usage();
  }

  @Override
  public String finish() {
    return text(STOP);
  }

  private String text(int wanted) {
    var value = value(wanted);
    return value == null || !value.isText() ? "" : value.text();
  }

  private @Nullable Node value(int wanted) {
    var value = scan.value(wanted);
    try {
      return value.length == 0 ? null : Node.lenient(value, 0, value.length);
    } catch (JsonFault e) {
      return null;
    }
  }
}
