package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import org.jspecify.annotations.Nullable;

/**
 * Cache points, each an element of its own behind what it marks. Counted in the order of the
 * prompt: tools, system, messages. Four are allowed; of more the last four stay. One of an hour may
 * not stand behind one of five minutes. Not thread-safe; one for each request.
 */
final class Marks {
  private static final int ALLOWED = 4;

  private final Warnings warnings;
  private final ModelTraits traits;
  private int skip;
  private boolean shortSeen;

  Marks(Request request, ModelTraits traits, Warnings warnings) {
    this.warnings = warnings;
    this.traits = traits;
    int found = request.cacheLast() == null ? 0 : 1;
    if (marksTools()) {
      for (var tool : request.tools()) {
        found += tool instanceof Tool.Function f && f.cache() != null ? 1 : 0;
      }
    }
    for (var item : request.items()) {
      found += count(item);
    }
    if (traits.caches() && found > ALLOWED) {
      skip = found - ALLOWED;
      warnings.changed("cache_control", "%d marks: the last %d stay".formatted(found, ALLOWED));
    }
  }

  /** Nova keeps no tools in its cache. */
  boolean marksTools() {
    return traits.claude();
  }

  private static int count(Item item) {
    return switch (item) {
      case Item.Instruction i -> count(i.parts());
      case Item.User u -> count(u.parts());
      case Item.Assistant a -> count(a.parts());
      case Item.ToolCall c -> c.cache() == null ? 0 : 1;
      case Item.ToolResult r -> of(r) == null ? 0 : 1;
      case Item.Reasoning _, Item.HostedCall _, Item.Foreign _ -> 0;
    };
  }

  private static int count(Iterable<Part> parts) {
    int found = 0;
    for (var part : parts) {
      found += Blocks.shown(part) && of(part) != null ? 1 : 0;
    }
    return found;
  }

  static @Nullable CacheMark of(Part part) {
    return switch (part) {
      case Part.Text text -> text.cache();
      case Part.Media media -> media.cache();
      case Part.SearchResult result -> result.cache();
      case Part.Refusal _, Part.Foreign _ -> null;
    };
  }

  /** The mark of a result, or of the last marked part of it: inside of it there may be none. */
  static @Nullable CacheMark of(Item.ToolResult result) {
    var found = result.cache();
    for (var part : result.parts()) {
      var mark = found == null ? of(part) : null;
      found = mark == null ? found : mark;
    }
    return found;
  }

  /** Writes the next mark into the list that is open. */
  void put(JsonWriter out, @Nullable CacheMark mark) {
    if (mark == null || !traits.caches()) {
      return;
    }
    if (skip > 0) {
      skip--;
      return;
    }
    out.object().object("cachePoint").put("type", "default");
    if (mark == CacheMark.HOUR && shortSeen) {
      warnings.changed("cache_control", "an hour behind five minutes becomes five minutes");
    } else if (mark == CacheMark.HOUR && hours()) {
      out.put("ttl", mark.ttl());
    } else {
      shortSeen = true;
      if (mark == CacheMark.HOUR) {
        warnings.changed(
            "cache_control", "an hour becomes five minutes: the model has no longer one");
      }
    }
    out.end().end();
  }

  private boolean hours() {
    return traits.claude() && traits.version() >= 45;
  }
}
