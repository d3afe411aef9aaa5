package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Source;
import org.jspecify.annotations.Nullable;

/** Writes the pieces of an answer as {@code Part}s. Stateless. */
final class PartWriter {
  private PartWriter() {}

  static void text(JsonWriter out, String text, @Nullable Opaque signature) {
    out.object().put("text", text).put("thoughtSignature", Signatures.forCaller(signature)).end();
  }

  static void thought(JsonWriter out, String text, @Nullable Opaque signature) {
    out.object()
        .put("text", text)
        .put("thought", true)
        .put("thoughtSignature", Signatures.forCaller(signature))
        .end();
  }

  static void call(JsonWriter out, Item.ToolCall call) {
    out.object()
        .object("functionCall")
        .putFilled("id", call.callId())
        .put("name", call.name())
        .put("args", args(call))
        .end()
        .put("thoughtSignature", Signatures.forCaller(call.signature()))
        .end();
  }

  private static Raw args(Item.ToolCall call) {
    boolean function = call.kind() == Item.CallKind.FUNCTION;
    if (function && call.input().isBlank()) {
      return Raw.EMPTY_OBJECT;
    }
    if (function && Responses.object(call.input())) {
      // A line end would end the event of a stream.
      return new Raw(call.input()).compact();
    }
    return new JsonWriter().object().put(function ? "_raw" : "input", call.input()).end().toRaw();
  }

  /** Whether a part other than a text has a form here. */
  static boolean writes(Part part) {
    return switch (part) {
      case Part.Media m -> m.source() instanceof Source.Inline || m.source() instanceof Source.Url;
      case Part.Foreign f -> f.dialect().equals(GeminiGenerate.ID);
      case Part.Text _, Part.Refusal _ -> true;
      case Part.SearchResult _ -> false;
    };
  }

  /** A part; one that {@link #writes} says has no form is left out. */
  static void part(JsonWriter out, Part part, Warnings warnings) {
    switch (part) {
      case Part.Text text -> text(out, text.text(), text.signature());
      case Part.Refusal(var text) -> text(out, text, null);
      case Part.Media medium when writes(medium) -> {
        out.object();
        MediaWriter.write(out, medium, warnings);
        out.put("thoughtSignature", Signatures.forCaller(medium.signature())).end();
      }
      case Part.Foreign foreign when writes(foreign) -> out.raw(foreign.raw());
      case Part.Media _, Part.Foreign _, Part.SearchResult _ ->
          warnings.dropped("content", "a part that this protocol has no form for");
    }
  }
}
