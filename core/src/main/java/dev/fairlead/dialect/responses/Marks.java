package dev.fairlead.dialect.responses;

import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import java.util.List;

/**
 * Which cache marks are written: the last four, if the model takes any. Not thread-safe.
 *
 * @see <a href="https://platform.openai.com/docs/guides/prompt-caching">Prompt caching</a>
 */
final class Marks {
  private static final int MOST = 4;

  private final boolean written;
  private int skip;

  private Marks(boolean written, int skip) {
    this.written = written;
    this.skip = skip;
  }

  /** The marks of a request. */
  static Marks of(Request request, boolean taken) {
    int count = taken ? count(request) : 0;
    return new Marks(taken, Math.max(0, count - MOST));
  }

  /** Whether there are marks at all in what is sent. */
  static int count(Request request) {
    int count = 0;
    for (var item : request.items()) {
      count +=
          switch (item) {
            case Item.Instruction(_, var parts) -> count(parts);
            case Item.User user -> count(user.parts());
            case Item.Assistant said -> count(said.parts());
            case Item.ToolResult result -> count(result.parts()) + (behind(result) ? 1 : 0);
            case Item.Reasoning _, Item.ToolCall _, Item.HostedCall _, Item.Foreign _ -> 0;
          };
    }
    return count;
  }

  private static boolean behind(Item.ToolResult result) {
    return result.cache() != null
        && !result.parts().isEmpty()
        && count(result.parts().subList(result.parts().size() - 1, result.parts().size())) == 0;
  }

  private static int count(List<Part> parts) {
    int count = 0;
    for (var part : parts) {
      boolean marked =
          switch (part) {
            case Part.Text text -> text.cache() != null;
            case Part.Media media -> media.cache() != null;
            case Part.SearchResult found -> found.cache() != null;
            case Part.Refusal _, Part.Foreign _ -> false;
          };
      count += marked ? 1 : 0;
    }
    return count;
  }

  boolean written() {
    return written;
  }

  /** Whether more were asked for than can be had. */
  boolean tooMany() {
    return skip > 0;
  }

  /** Whether the mark that comes now is to be written. */
  boolean next() {
    if (!written) {
      return false;
    }
    if (skip > 0) {
      skip--;
      return false;
    }
    return true;
  }
}
