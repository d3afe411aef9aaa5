package dev.fairlead.dialect.embedding;

import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.json.AnswerScan;
import dev.fairlead.json.AnswerScan.Shape;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Usage;

/** Reads Gemini's answers as they pass. Not thread-safe; one for each attempt. */
final class Meter implements AnswerMeter {
  private static final int USAGE = 0;
  private static final int ERROR = 1;
  private static final int ONE = 2;
  private static final int SEVERAL = 3;

  private final AnswerScan scan =
      new AnswerScan("usageMetadata", "error", "embedding", "embeddings");

  @Override
  public void feed(byte[] bytes, int from, int to) {
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
    return open() && (scan.saw(ONE) || scan.saw(SEVERAL)) && !scan.saw(ERROR);
  }

  @Override
  public boolean failed() {
    return scan.shape() == Shape.FOREIGN || scan.value(ERROR).length > 0;
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
      case FOREIGN -> "its answer is not a JSON object";
      case COMPLETE -> text(scan.value(ERROR), "message");
    };
  }

  private static String text(byte[] json, String name) {
    try {
      return json.length == 0 ? "" : Node.lenient(json, 0, json.length).text(name);
    } catch (JsonFault e) {
      return "";
    }
  }

  @Override
  public Usage usage() {
    var told = scan.value(USAGE);
    try {
      return told.length == 0
          ? Usage.NONE
          : Answers.input(Node.lenient(told, 0, told.length).number("promptTokenCount", -1));
    } catch (JsonFault e) {
      return Usage.NONE;
    }
  }

  @Override
  public String finish() {
    return "";
  }
}
