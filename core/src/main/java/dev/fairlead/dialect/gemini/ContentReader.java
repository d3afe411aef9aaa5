package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code contents} and {@code systemInstruction} into items. Not thread-safe. */
final class ContentReader {
  private static final Set<String> MEDIUM = Set.of("mimeType", "data", "fileUri", "displayName");
  private static final Set<String> RESOLUTION = Set.of("level");
  private static final Set<String> CALL = Set.of("id", "name", "args");
  private static final Set<String> RESULT = Set.of("id", "name", "response", "parts");

  private final List<Item> items;
  private final Warnings warnings;
  private final Pairs pairs = new Pairs();
  private final List<Part> said = new ArrayList<>();
  private boolean modelSpoke;
  private int turn;
  private int place;

  ContentReader(List<Item> items, Warnings warnings) {
    this.items = items;
    this.warnings = warnings;
  }

  /** Reads {@code systemInstruction}: a content, of which only the texts count. */
  void instruction(Node content) {
    if (content.isText()) {
      add(new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of(content.text()))));
      return;
    }
    Faults.object(content, "systemInstruction");
    var texts = new ArrayList<Part>(1);
    var parts = content.get("parts");
    if (parts != null && parts.isObject()) {
      instructed(parts, 0, texts);
    } else if (parts != null) {
      int i = 0;
      for (var part : Faults.array(parts, "systemInstruction.parts")) {
        instructed(part, i++, texts);
      }
    }
    if (!texts.isEmpty()) {
      add(new Item.Instruction(Item.Level.SYSTEM, texts));
    }
  }

  private static void instructed(Node part, int i, List<Part> texts) {
    if (!part.isObject()) {
      throw Faults.wrong("systemInstruction.parts[%d]".formatted(i), part, "an object");
    }
    var text = part.get("text");
    if (text == null) {
      throw Faults.missing("systemInstruction.parts[%d].text".formatted(i));
    }
    if (!text.isText()) {
      throw Faults.wrong("systemInstruction.parts[%d].text".formatted(i), text, "a text");
    }
    if (!text.text().isEmpty()) {
      texts.add(Part.Text.of(text.text()));
    }
  }

  private void add(Item item) {
    items.add(item);
  }

  /** Reads {@code contents}, an array that is not empty. */
  void contents(Node contents) {
    for (var content : contents) {
      if (!content.isObject()) {
        throw Faults.wrong(here(""), content, "an object with role and parts");
      }
      content(content);
      turn++;
    }
  }

  private String here(String member) {
    return "contents[" + turn + "]" + member;
  }

  private String part(String member) {
    return "contents[" + turn + "].parts[" + place + "]" + member;
  }

  private void content(Node content) {
    boolean model = model(content);
    if (model && !modelSpoke) {
      pairs.turn();
    }
    modelSpoke = model;
    var parts = content.get("parts");
    if (parts == null) {
      if (!model) {
        throw Faults.missing(here(".parts"));
      }
      return;
    }
    if (!parts.isArray()) {
      throw Faults.wrong(here(".parts"), parts, "an array of parts");
    }
    place = 0;
    for (var part : parts) {
      if (!part.isObject()) {
        throw Faults.wrong(part(""), part, "an object");
      }
      one(WirePart.of(part, ""), model);
      place++;
    }
    flush(model);
  }

  private boolean model(Node content) {
    var role = content.get("role");
    if (role == null) {
      return false;
    }
    if (!role.isText()) {
      throw Faults.wrong(here(".role"), role, "user or model");
    }
    return switch (role.text().toLowerCase(Locale.ROOT)) {
      case "model", "assistant" -> true;
      case "user", "function", "tool", "" -> false;
      default -> throw Faults.value(here(".role"), role.text(), "user or model");
    };
  }

  private void flush(boolean model) {
    if (!said.isEmpty()) {
      add(model ? new Item.Assistant(said) : new Item.User(said));
      said.clear();
    }
  }

  private void one(WirePart part, boolean model) {
    if (!part.others().isEmpty() && !part.kind().isEmpty()) {
      warnings.changed(part("." + part.others()), "left out");
    }
    switch (part.kind()) {
      case "text" -> text(part, model);
      case "inlineData", "fileData" -> media(part);
      case "functionCall" -> {
        flush(model);
        call(part);
      }
      case "functionResponse" -> {
        flush(model);
        result(part.value());
      }
      case "" -> nothing(part);
      default -> {
        flush(model);
        add(
            new Item.HostedCall(
                GeminiGenerate.ID, part.kind(), part.value().text("id"), part.whole().raw(), null));
      }
    }
  }

  /** A signature alone belongs to a part without text; what is not known is kept as it stands. */
  private void nothing(WirePart part) {
    if (part.signature() != null && part.others().isEmpty()) {
      said.add(new Part.Text("", List.of(), null, part.signature(), null));
    } else if (part.others().isEmpty()) {
      throw Faults.bad(
          part("") + " is empty (expected: text, inlineData, functionCall or another kind)",
          part(""),
          "invalid_value");
    } else {
      said.add(new Part.Foreign(GeminiGenerate.ID, part.others(), part.whole().raw()));
    }
  }

  private void text(WirePart part, boolean model) {
    if (!part.value().isText()) {
      throw Faults.wrong(part(".text"), part.value(), "a text");
    }
    var text = part.value().text();
    if (part.thought()) {
      flush(model);
      thought(text, part.signature());
    } else if (!text.isEmpty() || part.signature() != null) {
      said.add(new Part.Text(text, List.of(), null, part.signature(), null));
    }
  }

  /**
   * The pieces of a thought that was streamed come back one by one, the signature with the last.
   */
  private void thought(String text, @Nullable Opaque signature) {
    var all = text;
    if (!items.isEmpty()
        && items.getLast() instanceof Item.Reasoning begun
        && begun.opaque() == null) {
      items.removeLast();
      all = begun.shown() + text;
    }
    add(new Item.Reasoning("", all.isEmpty() ? List.of() : List.of(all), List.of(), signature));
  }

  private void media(WirePart part) {
    if (!part.value().isObject()) {
      throw Faults.wrong(part("." + part.kind()), part.value(), "an object");
    }
    var medium = MediaReader.read(part);
    if (medium == null) {
      boolean inline = "inlineData".equals(part.kind());
      var param = part(inline ? ".inlineData.data" : ".fileData.fileUri");
      throw Faults.bad(
          param + (inline ? " is no base64" : " is missing (expected: a URI)"),
          param,
          "invalid_value");
    }
    if (medium.mime().isEmpty() && "inlineData".equals(part.kind())) {
      throw Faults.missing(part(".inlineData.mimeType"));
    }
    unread(part.value(), "." + part.kind(), MEDIUM);
    var resolution = part.whole().get("mediaResolution", "media_resolution");
    if (resolution != null && resolution.isObject()) {
      unread(resolution, ".mediaResolution", RESOLUTION);
    }
    said.add(medium);
  }

  /** Tells of members that are not read. */
  private void unread(Node value, String at, Set<String> read) {
    for (var member : value) {
      var name = Spelling.camel(member.name());
      if (!member.isNull() && !read.contains(name)) {
        warnings.dropped(part(at + "." + name), "");
      }
    }
  }

  private void call(WirePart part) {
    var value = part.value();
    if (!value.isObject()) {
      throw Faults.wrong(part(".functionCall"), value, "an object");
    }
    var name = value.text("name");
    if (name.isEmpty()) {
      throw Faults.missing(part(".functionCall.name"));
    }
    var args = value.get("args");
    if (args != null && !args.isObject()) {
      throw Faults.wrong(part(".functionCall.args"), args, "an object");
    }
    var given = value.text("id");
    var id = given.isEmpty() ? Ids.ofTurn(turn, place, name) : given;
    pairs.call(name, id, given.isEmpty());
    unread(value, ".functionCall", CALL);
    add(
        new Item.ToolCall(
            id,
            "",
            name,
            "",
            CallKind.FUNCTION,
            args == null ? "{}" : args.raw().compact().text(),
            part.signature(),
            null));
  }

  private void result(Node value) {
    if (!value.isObject()) {
      throw Faults.wrong(part(".functionResponse"), value, "an object");
    }
    var name = value.text("name");
    var given = value.text("id");
    if (name.isEmpty() && given.isEmpty()) {
      throw Faults.missing(part(".functionResponse.name"));
    }
    var response = value.get("response");
    if (response != null && !response.isObject()) {
      throw Faults.wrong(part(".functionResponse.response"), response, "an object");
    }
    var id = pairs.answered(given, name, given.isEmpty() ? Ids.ofTurn(turn, place, name) : given);
    unread(value, ".functionResponse", RESULT);
    var parts = new ArrayList<Part>(1);
    boolean error = response != null && Responses.read(response, parts);
    var more = value.get("parts");
    if (more != null) {
      if (!more.isArray()) {
        throw Faults.wrong(part(".functionResponse.parts"), more, "an array of parts");
      }
      attached(more, parts);
    }
    add(new Item.ToolResult(id, name, CallKind.FUNCTION, parts, error, null));
  }

  private void attached(Node media, List<Part> parts) {
    int i = 0;
    for (var one : media) {
      var medium = one.isObject() ? MediaReader.inResult(one) : null;
      if (medium == null) {
        throw Faults.wrong(
            part(".functionResponse.parts[" + i + "]"), one, "inlineData or fileData");
      }
      parts.add(medium);
      i++;
    }
  }
}
