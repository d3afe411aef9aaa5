package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import org.jspecify.annotations.Nullable;

/**
 * Cache marks in the order of the prompt: tools, system, messages. Four are allowed; of more the
 * last four stay. One of an hour may not stand behind one of five minutes. Not thread-safe; one for
 * each request.
 */
final class Marks {
  private static final int ALLOWED = 4;

  private final Warnings warnings;
  private int skip;
  private boolean shortSeen;

  Marks(Request request, Warnings warnings) {
    this.warnings = warnings;
    int found = 0;
    for (var tool : request.tools()) {
      found += tool instanceof Tool.Function f && f.cache() != null ? 1 : 0;
    }
    for (var item : request.items()) {
      found += count(item);
    }
    int allowed = request.cacheLast() == null ? ALLOWED : ALLOWED - 1;
    skip = Math.max(0, found - allowed);
    if (skip > 0) {
      warnings.changed("cache_control", "%d marks: the last %d stay".formatted(found, allowed));
    }
  }

  private static int count(Item item) {
    return switch (item) {
      case Item.Instruction i -> count(i.parts());
      case Item.User u -> count(u.parts());
      case Item.Assistant a -> count(a.parts());
      case Item.ToolCall c -> c.cache() == null ? 0 : 1;
      case Item.ToolResult r -> (r.cache() == null ? 0 : 1) + count(r.parts());
      case Item.Reasoning _, Item.HostedCall _, Item.Foreign _ -> 0;
    };
  }

  private static int count(Iterable<Part> parts) {
    int found = 0;
    for (var part : parts) {
      found += of(part) == null || part instanceof Part.Text t && t.text().isBlank() ? 0 : 1;
    }
    return found;
  }

  private static @Nullable CacheMark of(Part part) {
    return switch (part) {
      case Part.Text text -> text.cache();
      case Part.Media media -> media.cache();
      case Part.SearchResult result -> result.cache();
      case Part.Refusal _, Part.Foreign _ -> null;
    };
  }

  /** Writes the next mark into the object that is open. */
  void put(JsonWriter out, @Nullable CacheMark mark) {
    if (mark == null) {
      return;
    }
    if (skip > 0) {
      skip--;
      return;
    }
    write(out, mark);
  }

  /** Writes a mark that is not counted: that of the whole request. */
  void write(JsonWriter out, CacheMark mark) {
    out.object("cache_control").put("type", "ephemeral");
    if (mark == CacheMark.HOUR && shortSeen) {
      warnings.changed("cache_control", "an hour behind five minutes becomes five minutes");
    } else if (mark == CacheMark.HOUR) {
      out.put("ttl", mark.ttl());
    } else {
      shortSeen = true;
    }
    out.end();
  }
}
