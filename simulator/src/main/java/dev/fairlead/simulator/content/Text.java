package dev.fairlead.simulator.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text in tokens, ready to stand in JSON: UTF-8, escaped. A token here is a word with the blank
 * before it, cut after {@value #LONGEST} characters. Immutable.
 */
public final class Text {
  public static final Text NONE = new Text(new byte[0], new int[0], 0);
  private static final int LONGEST = 12;
  private static final Text LOREM =
      of(
          "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor"
              + " incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud"
              + " exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. Duis aute"
              + " irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla"
              + " pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa qui"
              + " officia deserunt mollit anim id est laborum. ");
  private static final Text LONG_LOREM = repeated(LOREM, 4096);

  private final byte[] bytes;
  private final int[] ends;
  private final int tokens;

  private Text(byte[] bytes, int[] ends, int tokens) {
    this.bytes = bytes;
    this.ends = ends;
    this.tokens = tokens;
  }

  /** So many tokens of a text that never changes. */
  public static Text lorem(int tokens) {
    return tokens <= LONG_LOREM.tokens
        ? LONG_LOREM.first(tokens)
        : repeated(LOREM, tokens).first(tokens);
  }

  public static Text of(String text) {
    var whole = Out.escape(text);
    boolean bytesAreChars = whole.length == text.length();
    var ends = new int[Math.max(8, text.length() / 4)];
    int tokens = 0;
    int end = 0;
    for (int from = 0; from < text.length(); ) {
      int to = tokenEnd(text, from);
      end = bytesAreChars ? to : end + Out.escape(text.substring(from, to)).length;
      if (tokens == ends.length) {
        ends = Arrays.copyOf(ends, tokens * 2);
      }
      ends[tokens++] = end;
      from = to;
    }
    return new Text(whole, ends, tokens);
  }

  private static int tokenEnd(String text, int from) {
    int to = from + 1;
    while (to < text.length() && to - from < LONGEST && !Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    boolean splitsPair =
        to < text.length()
            && Character.isHighSurrogate(text.charAt(to - 1))
            && Character.isLowSurrogate(text.charAt(to));
    return splitsPair ? to + 1 : to;
  }

  private static Text repeated(Text text, int tokens) {
    var out = new Out(tokens * 8);
    var ends = new int[tokens];
    for (int i = 0; i < tokens; i++) {
      text.put(out, i % text.tokens, i % text.tokens + 1);
      ends[i] = out.size();
    }
    return new Text(out.toArray(), ends, tokens);
  }

  public int tokens() {
    return tokens;
  }

  /** The first tokens of this; all of it if it has no more. */
  public Text first(int count) {
    return count >= tokens ? this : new Text(bytes, ends, count);
  }

  /** Writes the tokens from one to before another, escaped, without quotes. */
  public void put(Out out, int from, int to) {
    int last = Math.min(to, tokens);
    if (from < last) {
      out.put(bytes, from == 0 ? 0 : ends[from - 1], ends[last - 1]);
    }
  }

  /** Writes all of it, escaped, without quotes. */
  public void put(Out out) {
    put(out, 0, tokens);
  }

  /** The text itself, without escapes. */
  public String plain() {
    var escaped = toString();
    return escaped.indexOf('\\') < 0 ? escaped : Scan.unescaped(escaped);
  }

  /** The text as it reads in a JSON string. */
  @Override
  public String toString() {
    return new String(bytes, 0, tokens == 0 ? 0 : ends[tokens - 1], StandardCharsets.UTF_8);
  }
}
