package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes items as {@code systemInstruction} and {@code contents}: neighbours of one side in one
 * content. Not thread-safe.
 */
final class ContentWriter {
  private static final String USER = "user";
  private static final String MODEL = "model";

  private final JsonWriter out;
  private final Target target;
  private final Warnings warnings;
  private final Map<String, String> names = new HashMap<>();
  private String role = "";
  private boolean called;

  ContentWriter(JsonWriter out, Target target, Warnings warnings) {
    this.out = out;
    this.target = target;
    this.warnings = warnings;
  }

  void write(List<Item> conversation) {
    var items = CallSignatures.placed(conversation);
    int first = instructions(items);
    out.array("contents");
    for (int i = first; i < items.size(); i++) {
      item(items.get(i));
    }
    if (role.isEmpty()) {
      warnings.emulated("contents", "a placeholder stands for the empty conversation");
      side(USER);
      text("(no content)", null);
    }
    out.end().end().end();
  }

  /** The number of leading instructions. */
  private int instructions(List<Item> items) {
    int count = 0;
    boolean open = false;
    while (count < items.size() && items.get(count) instanceof Item.Instruction instruction) {
      for (var part : instruction.parts()) {
        if (part instanceof Part.Text(var text, _, _, _, _)) {
          if (!text.isBlank()) {
            if (!open) {
              out.object("systemInstruction").array("parts");
              open = true;
            }
            text(text, null);
          }
        } else {
          warnings.dropped("instructions", "only texts may stand in them");
        }
      }
      count++;
    }
    if (open) {
      out.end().end();
    }
    return count;
  }

  private void side(String next) {
    if (next.equals(role)) {
      return;
    }
    if (!role.isEmpty()) {
      out.end().end();
    }
    role = next;
    called = false;
    out.object().put("role", next).array("parts");
  }

  private void item(Item item) {
    switch (item) {
      case Item.Instruction(_, var parts) -> {
        side(USER);
        text("<system-reminder>" + texts(parts) + "</system-reminder>", null);
      }
      case Item.User(var parts, _) -> parts(USER, parts);
      case Item.Assistant said -> parts(MODEL, said.parts());
      case Item.Reasoning thought -> thought(thought);
      case Item.ToolCall call -> call(call);
      case Item.ToolResult result -> result(result);
      case Item.HostedCall hosted -> hosted(hosted);
      case Item.Foreign foreign -> foreign(foreign.dialect(), foreign.type(), foreign.raw());
    }
  }

  private static String texts(List<Part> parts) {
    var all = new StringBuilder();
    for (var part : parts) {
      var words = words(part);
      if (!words.isEmpty()) {
        all.append(all.isEmpty() ? "" : "\n").append(words);
      }
    }
    return all.toString();
  }

  private static String words(Part part) {
    return switch (part) {
      case Part.Text text -> text.text();
      case Part.Refusal(var text) -> text;
      case Part.SearchResult found -> found(found);
      case Part.Media _, Part.Foreign _ -> "";
    };
  }

  private static String found(Part.SearchResult found) {
    var all = new StringBuilder(found.title()).append('\n').append(found.source());
    for (var text : found.texts()) {
      all.append('\n').append(text.text());
    }
    return all.toString();
  }

  private void parts(String side, List<Part> parts) {
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> {
          var signature = Signatures.forGoogle(text.signature());
          if (!text.text().isEmpty() || signature != null) {
            side(side);
            text(text.text(), signature);
          }
        }
        case Part.Refusal(var text) -> {
          if (!text.isEmpty()) {
            side(side);
            text(text, null);
          }
        }
        case Part.Media medium -> {
          side(side);
          medium(medium);
        }
        case Part.SearchResult found -> {
          warnings.emulated("search_result", "it goes as text");
          side(side);
          text(found(found), null);
        }
        case Part.Foreign(var dialect, var type, var raw) -> {
          if (own(dialect)) {
            side(side);
            out.raw(raw);
          } else {
            warnings.dropped(type, "only its own protocol knows it");
          }
        }
      }
    }
  }

  private static boolean own(String dialect) {
    return GeminiGenerate.ID.equals(dialect);
  }

  private void text(String text, @Nullable String signature) {
    out.object().put("text", text).put("thoughtSignature", signature).end();
  }

  private void medium(Part.Media medium) {
    out.object();
    MediaWriter.write(out, medium, warnings);
    out.put("thoughtSignature", Signatures.forGoogle(medium.signature())).end();
  }

  private void thought(Item.Reasoning thought) {
    var signature = Signatures.forGoogle(thought.opaque());
    var shown = thought.shown();
    if (signature == null && !target.own()) {
      warnings.dropped("reasoning", "it has no signature of this model");
    } else if (signature != null || !shown.isEmpty()) {
      side(MODEL);
      out.object().put("text", shown);
      if (!shown.isEmpty()) {
        out.put("thought", true);
      }
      out.put("thoughtSignature", signature).end();
    }
  }

  private void call(Item.ToolCall call) {
    side(MODEL);
    names.put(call.callId(), call.name());
    out.object().object("functionCall");
    if (target.ids()) {
      out.putFilled("id", call.callId());
    }
    out.put("name", call.name()).put("args", args(call)).end();
    out.put("thoughtSignature", signature(call.signature())).end();
    called = true;
  }

  /** Only the first call of a step has one, and Gemini 3 refuses a step without. */
  private @Nullable String signature(@Nullable Opaque given) {
    var signature = Signatures.forGoogle(given);
    if (signature != null || called || !target.generation().third()) {
      return signature;
    }
    warnings.emulated("thoughtSignature", Signatures.NONE);
    return Signatures.NONE;
  }

  private Raw args(Item.ToolCall call) {
    if (call.kind() == CallKind.CUSTOM) {
      return new JsonWriter().object().put("input", call.input()).end().toRaw();
    }
    var input = call.input();
    if (input.isBlank()) {
      return Raw.EMPTY_OBJECT;
    }
    try {
      if (Node.of(input).isObject()) {
        return new Raw(input.strip());
      }
    } catch (JsonFault e) {
      // Written below as what it is: a text.
    }
    warnings.changed("arguments", "no JSON object; wrapped as _raw");
    return new JsonWriter().object().put("_raw", input).end().toRaw();
  }

  private void result(Item.ToolResult result) {
    var known = names.get(result.callId());
    var name = known == null ? result.name() : known;
    if (name.isEmpty()) {
      throw Faults.bad(
          "the result of call \"%s\" names no tool, and the call is not in the conversation"
              .formatted(result.callId()),
          "messages",
          "invalid_value");
    }
    side(USER);
    out.object().object("functionResponse");
    if (target.ids()) {
      out.putFilled("id", result.callId());
    }
    out.put("name", name);
    Responses.write(out, texts(result.parts()), result.error(), target.own());
    var media = media(result.parts());
    if (!media.isEmpty() && target.generation().third()) {
      out.array("parts");
      media.forEach(this::medium);
      out.end();
      media = List.of();
    }
    out.end().end();
    media.forEach(this::medium);
  }

  private static List<Part.Media> media(List<Part> parts) {
    var media = new ArrayList<Part.Media>(0);
    for (var part : parts) {
      if (part instanceof Part.Media medium) {
        media.add(medium);
      }
    }
    return media;
  }

  /** What the sources of an answer were is no part of the conversation. */
  private void hosted(Item.HostedCall hosted) {
    if (own(hosted.dialect())) {
      if (!hosted.type().equals(Grounding.SEARCH)) {
        side(MODEL);
        out.raw(hosted.raw());
      }
    } else if (hosted.search() == null) {
      warnings.dropped(hosted.type(), "only its own protocol knows it");
    }
  }

  private void foreign(String dialect, String type, Raw raw) {
    if (own(dialect)) {
      side(MODEL);
      out.raw(raw);
    } else {
      warnings.dropped(type, "only its own protocol knows it");
    }
  }
}
