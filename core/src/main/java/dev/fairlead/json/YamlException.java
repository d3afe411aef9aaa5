package dev.fairlead.json;

/** A text is not YAML, or more of it than is read here. The message quotes nothing of the text. */
public final class YamlException extends RuntimeException {
  private final String problem;
  private final int line;
  private final int column;

  YamlException(int line, int column, String message) {
    super(message);
    this.problem = message;
    this.line = line;
    this.column = column;
  }

  /** What is wrong; the message. */
  public String problem() {
    return problem;
  }

  /** Counts from 1. */
  public int line() {
    return line;
  }

  /** Counts from 1, in code points. */
  public int column() {
    return column;
  }
}
