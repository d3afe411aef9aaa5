package dev.fairlead.dialect.fit;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says that a model's answer depends on, in whatever form: each fact is there in
 * both of two requests, or one of them says less. Names and ids are not facts, as each protocol has
 * its own.
 */
final class Facts {
  private final Set<String> all = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final StringBuilder said = new StringBuilder();

  private Facts() {}

  static Facts of(Request request) {
    var facts = new Facts();
    request.items().forEach(facts::item);
    request.tools().forEach(facts::tool);
    facts.settings(request);
    return facts;
  }

  /** What the other does not say. */
  Set<String> without(Facts other) {
    var lost = new HashSet<>(all);
    lost.removeAll(other.all);
    for (var word : words) {
      if (!other.said.toString().contains(word)) {
        lost.add(word);
      }
    }
    return lost;
  }

  private void settings(Request r) {
    number("temperature", r.sampling().temperature());
    number("seed", r.sampling().seed());
    if (r.format() != null) {
      all.add("format");
    }
    if (r.thinking() != null) {
      all.add("thinking");
    }
    if (r.candidates() > 1) {
      all.add("candidates " + r.candidates());
    }
    if (r.maxTokens() != null) {
      all.add("maxTokens");
    }
    r.stops().forEach(stop -> all.add("stop " + stop));
  }

  private void number(String name, @Nullable Number number) {
    if (number != null) {
      all.add(name + " " + number);
    }
  }

  private void tool(Tool tool) {
    switch (tool) {
      case Tool.Function t -> words(t.description());
      case Tool.Custom t -> words(t.description());
      case Tool.Hosted t -> all.add("hosted " + t.kind());
    }
  }

  private void item(Item item) {
    switch (item) {
      case Item.Reasoning thought -> opaque(thought.opaque());
      case Item.ToolCall call -> {
        all.add("call " + input(call));
        opaque(call.signature());
      }
      case Item.ToolResult result -> {
        result.parts().forEach(this::part);
        // Where no member says so, the text does.
        if (result.error()
            || !result.parts().isEmpty()
                && result.parts().getFirst() instanceof Part.Text(var text, _, _, _, _)
                && text.startsWith("Error: ")) {
          all.add("error");
        }
      }
      case Item.HostedCall call -> all.add("did " + call.type());
      case Item.Foreign foreign -> all.add("foreign " + foreign.type());
      case Item.Instruction i -> i.parts().forEach(this::part);
      case Item.User u -> u.parts().forEach(this::part);
      case Item.Assistant a -> a.parts().forEach(this::part);
    }
  }

  /** Free text is the same as a member of that name, which it becomes where there is none. */
  private static String input(Item.ToolCall call) {
    return call.kind() == Item.CallKind.CUSTOM
        ? new JsonWriter().object().put("input", call.input()).end().toRaw().text()
        : new Raw(call.input()).compact().text();
  }

  private void opaque(@Nullable Opaque opaque) {
    if (opaque != null) {
      all.add("opaque " + opaque.data());
    }
  }

  private void part(Part part) {
    switch (part) {
      case Part.Text text -> {
        words(text.text());
        opaque(text.signature());
      }
      case Part.Refusal(var text) -> words(text);
      case Part.Media media -> source(media);
      case Part.SearchResult found -> found.texts().forEach(this::part);
      case Part.Foreign foreign -> all.add("foreign " + foreign.type());
    }
  }

  private void source(Part.Media media) {
    switch (media.source()) {
      case Source.Inline(var base64) -> all.add(media.kind() + " " + base64);
      case Source.Url(var url) -> all.add(media.kind() + " " + url);
      case Source.FileId(_, var id) -> all.add(media.kind() + " " + id);
      case Source.PlainText(var text) -> words(text);
      case Source.Blocks(var parts) -> parts.forEach(this::part);
    }
  }

  /** Word by word: texts may be joined, or wrapped in tags that say what they are. */
  private void words(String text) {
    said.append(text).append('\n');
    for (var word : text.split("\\s+", -1)) {
      words.add(word);
    }
  }
}
