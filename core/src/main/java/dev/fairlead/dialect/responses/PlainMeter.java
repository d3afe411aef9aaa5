package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.json.AnswerScan;
import dev.fairlead.json.AnswerScan.Shape;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a plain answer as it passes. */
final class PlainMeter implements AnswerMeter {
  private static final int USAGE = 0;
  private static final int ERROR = 1;
  private static final int OUTPUT = 2;
  private static final int STATUS = 3;
  private static final int DETAILS = 4;
  private static final int TOKENS = 5;

  private final AnswerScan scan =
      new AnswerScan("usage", "error", "output", "status", "incomplete_details", "input_tokens");
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
    return open() && (scan.saw(OUTPUT) || scan.saw(TOKENS)) && !failed();
  }

  @Override
  public boolean failed() {
    return scan.shape() == Shape.FOREIGN || errorInside() || text(STATUS).equals("failed");
  }

  private boolean errorInside() {
    var error = scan.value(ERROR);
    return error.length > 0 && error[0] != 'n';
  }

  @Override
  public Cause cause() {
    return switch (scan.shape()) {
      case COMPLETE -> Cause.ERROR_INSIDE;
      case OPEN -> Cause.CUT;
      case NOTHING_YET, FOREIGN -> Cause.GARBLED;
    };
  }

  @Override
  public String message() {
    return switch (scan.shape()) {
      case OPEN -> "its answer ends in the middle";
      case NOTHING_YET -> "an empty answer";
      case FOREIGN -> "its answer is not a JSON object; it begins with: " + head;
      case COMPLETE -> {
        var error = errorInside() ? node(ERROR) : null;
        yield error == null ? "the response is " + text(STATUS) : Errors.message(error);
      }
    };
  }

  private @Nullable Node node(int wanted) {
    var value = scan.value(wanted);
    if (value.length == 0) {
      return null;
    }
    try {
      return Node.lenient(value, 0, value.length);
    } catch (JsonFault e) {
      return null;
    }
  }

  private String text(int wanted) {
    var node = node(wanted);
    return node != null && node.isText() ? node.text() : "";
  }

  @Override
  public Usage usage() {
    return Counts.read(node(USAGE));
  }

  @Override
  public String finish() {
    var details = node(DETAILS);
    var reason = details == null ? "" : details.text("reason");
    return reason.isEmpty() ? text(STATUS) : reason;
  }
}
