package dev.fairlead.config;

/**
 * One thing wrong with a configuration file. Never holds a secret: values that may be one are left
 * out of {@code found} and masked in the excerpt.
 *
 * @param line from 1; 0 with column 0: the file cannot be read at all
 * @param column from 1, in code points
 * @param path as {@code providers.openai.keys[1].weight}; empty: the file as a whole
 * @param found what is there, as {@code "5 parsecs"} or {@code a list}
 * @param expected what would be right
 * @param excerpt the line it stands in
 */
public record Problem(
    int line, int column, String path, String found, String expected, Excerpt excerpt) {

  /**
   * A line of the file as far as it may be shown.
   *
   * @param text the line, secrets as {@code ***}; empty if there is nothing to show
   * @param caret where the trouble begins, from 0, in {@code text}
   * @param width how far it goes; at least 1
   */
  public record Excerpt(String text, int caret, int width) {
    public static final Excerpt NONE = new Excerpt("", 0, 1);
  }

  /** {@code listen.port: 99999 (expected: a whole number from 0 to 65535)}. */
  public String message() {
    return (path.isEmpty() ? "" : path + ": ")
        + found
        + (expected.isEmpty() ? "" : " (expected: " + expected + ")");
  }

  /** The message with its place: {@code fairlead.yaml:12:9: …}. */
  public String in(String file) {
    return line == 0
        ? file + ": " + message()
        : file + ":" + line + ":" + column + ": " + message();
  }
}
