package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Request.Draft;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request into the neutral form. Not thread-safe; one for each. */
final class RequestReader {
  private final Draft draft;
  private final Warnings warnings;
  private @Nullable Node contents;
  private @Nullable Node instruction;
  private @Nullable Node config;
  private @Nullable Node tools;
  private @Nullable Node toolConfig;

  RequestReader(String model, boolean stream, Warnings warnings) {
    this.draft = new Draft(GeminiGenerate.ID, model);
    this.draft.stream = stream;
    this.draft.usageAsked = true;
    this.warnings = warnings;
  }

  Request read(Node body) {
    draft.copies = body.copies();
    var root = body;
    var wrapped = body.get("generateContentRequest", "generate_content_request");
    if (wrapped != null) {
      root = Faults.object(wrapped, "generateContentRequest");
    }
    for (var member : root) {
      if (!member.isNull()) {
        member(Spelling.camel(member.name()), member);
      }
    }
    conversation();
    if (config != null) {
      new ConfigReader(draft).read(config);
      resolution();
    }
    var reader = new ToolReader(draft);
    if (tools != null) {
      reader.tools(tools);
    }
    if (toolConfig != null) {
      reader.config(toolConfig);
    }
    return draft.request();
  }

  private void member(String name, Node value) {
    switch (name) {
      case "contents" -> contents = value;
      case "systemInstruction" -> instruction = value;
      case "generationConfig" -> config = value;
      case "tools" -> tools = value;
      case "toolConfig" -> toolConfig = value;
      case "serviceTier" -> draft.tier = tier(Faults.text(value, name));
      case "labels" -> draft.metadata = Faults.object(value, name).raw();
      case "model", "models", "route", "provider" -> {
        // The path names the model, and the envelope has read the rest.
      }
      default -> draft.extras.put(name, value.raw());
    }
  }

  private static String tier(String word) {
    var low = word.toLowerCase(Locale.ROOT);
    return switch (low.startsWith("service_tier_") ? low.substring(13) : low) {
      case "", "unspecified" -> "";
      case "standard" -> "default";
      case "flex" -> "flex";
      case "priority" -> "priority";
      default -> throw Faults.value("serviceTier", word, "standard, flex or priority");
    };
  }

  private void conversation() {
    var reader = new ContentReader(draft.items, warnings);
    if (instruction != null) {
      reader.instruction(instruction);
    }
    if (contents == null) {
      throw Faults.missing("contents");
    }
    if (!contents.isArray()) {
      throw Faults.wrong("contents", contents, "an array of contents");
    }
    if (contents.size() == 0) {
      throw Faults.bad("contents is empty (expected: at least one)", "contents", "invalid_value");
    }
    reader.contents(contents);
  }

  /** The resolution of all media stands for that of each which has none of its own. */
  private void resolution() {
    var kept = draft.extras.get("generationConfig.mediaResolution");
    var detail = kept == null ? "" : MediaReader.detail(kept.node().text());
    if (detail.isEmpty()) {
      return;
    }
    draft.items.replaceAll(item ->
        item instanceof Item.User user
            ? new Item.User(
                user.parts().stream().map(part -> detailed(part, detail)).toList(), user.name())
            : item);
  }

  private static Part detailed(Part part, String detail) {
    return part instanceof Part.Media m && m.kind() == Part.Kind.IMAGE && m.detail().isEmpty()
        ? new Part.Media(
            m.kind(),
            m.source(),
            m.mime(),
            m.name(),
            m.context(),
            detail,
            m.citable(),
            m.cache(),
            m.signature())
        : part;
  }
}
