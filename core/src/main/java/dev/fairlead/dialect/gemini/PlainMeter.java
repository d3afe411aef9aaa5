package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.json.AnswerScan;
import dev.fairlead.json.AnswerScan.Shape;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;

/** Reads a plain answer as it passes. Not thread-safe; one for each attempt. */
final class PlainMeter implements AnswerMeter {
  private static final int USAGE = 0;
  private static final int ERROR = 1;
  private static final int CANDIDATES = 2;
  private static final int FEEDBACK = 3;

  private final AnswerScan scan =
      new AnswerScan("usageMetadata", "error", "candidates", "promptFeedback");
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
    return open() && (scan.saw(CANDIDATES) || scan.saw(FEEDBACK)) && !scan.saw(ERROR);
  }

  @Override
  public boolean failed() {
    return scan.shape() == Shape.FOREIGN || errorInside();
  }

  private boolean errorInside() {
    var error = scan.value(ERROR);
    return error.length > 0 && error[0] != 'n';
  }

  @Override
  public Cause cause() {
    if (scan.shape() == Shape.COMPLETE) {
      return Cause.ERROR_INSIDE;
    }
    return open() ? Cause.CUT : Cause.GARBLED;
  }

  @Override
  public String message() {
    return switch (scan.shape()) {
      case OPEN -> "its answer ends in the middle";
      case NOTHING_YET -> "an empty answer";
      case FOREIGN -> "its answer is not a JSON object; it begins with: " + head;
      case COMPLETE -> error();
    };
  }

  private String error() {
    var error = scan.value(ERROR);
    try {
      return error.length == 0 ? "" : ErrorReader.message(Node.lenient(error, 0, error.length));
    } catch (JsonFault e) {
      return new String(error, StandardCharsets.UTF_8);
    }
  }

  @Override
  public Usage usage() {
    var told = scan.value(USAGE);
    return Usages.read(told, 0, told.length);
  }

  @Override
  public String finish() {
    var candidates = scan.value(CANDIDATES);
    var feedback = scan.value(FEEDBACK);
    try {
      if (candidates.length > 0) {
        for (var candidate : Node.lenient(candidates, 0, candidates.length)) {
          return candidate.text("finishReason");
        }
      }
      return feedback.length == 0
          ? ""
          : Node.lenient(feedback, 0, feedback.length).text("blockReason");
    } catch (JsonFault e) {
      return "";
    }
  }
}
