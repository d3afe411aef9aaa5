package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import java.util.Set;
import java.util.function.Supplier;

/** Tells of members of messages and blocks that no reader looks at. */
final class Unread {
  private static final Set<String> MESSAGE = Set.of("role", "content");
  private static final Set<String> TEXT = Set.of("type", "text", "citations", "cache_control");
  private static final Set<String> MEDIA =
      Set.of("type", "source", "title", "context", "citations", "cache_control");
  private static final Set<String> FOUND =
      Set.of("type", "source", "title", "content", "citations", "cache_control");
  private static final Set<String> RESULT =
      Set.of("type", "tool_use_id", "content", "is_error", "cache_control");
  private static final Set<String> CALL =
      Set.of("type", "id", "name", "input", "caller", "cache_control");

  private final Warnings warnings;

  Unread(Warnings warnings) {
    this.warnings = warnings;
  }

  /**
   * Looks at a message and at its blocks, at the blocks of a tool's result too.
   *
   * @param message an object, found to be right by the readers
   */
  void message(Node message, int at) {
    members(message, MESSAGE, () -> "messages[" + at + "]");
    var content = message.get("content");
    if (content != null) {
      blocks(content, () -> "messages[" + at + "].content");
    }
  }

  private void blocks(Node content, Supplier<String> path) {
    if (!content.isArray()) {
      return;
    }
    int at = 0;
    for (var block : content) {
      int here = at++;
      block(block, () -> path.get() + "[" + here + "]");
    }
  }

  private void block(Node block, Supplier<String> path) {
    switch (block.text("type")) {
      case "text" -> members(block, TEXT, path);
      case "image", "document" -> members(block, MEDIA, path);
      case "search_result" -> members(block, FOUND, path);
      case "tool_use" -> members(block, CALL, path);
      case "tool_result" -> {
        members(block, RESULT, path);
        var content = block.get("content");
        if (content != null) {
          blocks(content, () -> path.get() + ".content");
        }
      }
      default -> {
        // Kept or left out as a whole.
      }
    }
  }

  private void members(Node node, Set<String> read, Supplier<String> path) {
    for (var member : node) {
      if (!member.isNull() && !read.contains(member.name())) {
        warnings.dropped(path.get() + "." + member.name(), "");
      }
    }
  }
}
