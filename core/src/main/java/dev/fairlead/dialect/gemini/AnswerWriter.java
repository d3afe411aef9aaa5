package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.model.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a whole answer. Not thread-safe; one for each. */
final class AnswerWriter {
  private final JsonWriter out = new JsonWriter(2048);
  private final Response response;
  private final Warnings warnings;

  AnswerWriter(Response response, Warnings warnings) {
    this.response = response;
    this.warnings = warnings;
  }

  byte[] write(String askedModel) {
    out.object();
    var feedback = response.extras().get("promptFeedback");
    if (feedback == null || !blocked()) {
      out.array("candidates");
      response.choices().forEach(this::candidate);
      out.end();
    }
    out.put("promptFeedback", feedback);
    Usages.write(out, response.usage());
    out.put("modelVersion", response.model().isEmpty() ? askedModel : response.model());
    out.putFilled("responseId", response.id());
    return out.end().bytes();
  }

  private boolean blocked() {
    var first = response.choices().isEmpty() ? null : response.choices().getFirst();
    return first == null
        || first.items().isEmpty() && first.finish().kind() == Finish.Kind.CONTENT_FILTER;
  }

  private void candidate(Response.Choice choice) {
    out.object().object("content").array("parts");
    var sources = new CitationWriter();
    var logprobs = new ArrayList<TokenLogprob>(0);
    int index = 0;
    for (var item : choice.items()) {
      index += item(item, index, sources, logprobs);
    }
    out.end().put("role", "model").end();
    out.put("finishReason", Finishes.word(choice.finish()));
    if (GeminiGenerate.knows(choice.finish())) {
      out.putFilled("finishMessage", choice.finish().detail());
    }
    out.put("index", choice.index());
    sources.write(out);
    if (!logprobs.isEmpty()) {
      Logprobs.write(out, logprobs);
    }
    extras(out, response.extras(), choice.index());
    out.end();
  }

  /** What only Gemini tells of a candidate. */
  static void extras(JsonWriter out, Map<String, Raw> extras, int choice) {
    if (!extras.isEmpty()) {
      var prefix = "candidates[" + choice + "].";
      extras.forEach((name, value) -> {
        if (name.startsWith(prefix)) {
          out.name(name.substring(prefix.length())).raw(value);
        }
      });
    }
  }

  /** How many parts the item became. */
  private int item(Item item, int index, CitationWriter sources, List<TokenLogprob> logprobs) {
    return switch (item) {
      case Item.Assistant said -> {
        sources.cited(said, index);
        yield said(said, logprobs);
      }
      case Item.Reasoning thought -> thought(thought);
      case Item.ToolCall call -> {
        PartWriter.call(out, call);
        yield 1;
      }
      case Item.HostedCall hosted -> hosted(hosted, sources);
      case Item.Foreign foreign -> foreign(foreign);
      case Item.Instruction _, Item.User _, Item.ToolResult _ -> 0;
    };
  }

  private int thought(Item.Reasoning thought) {
    var shown = thought.shown();
    if (shown.isEmpty() && thought.opaque() == null) {
      return 0;
    }
    PartWriter.thought(out, shown, thought.opaque());
    return 1;
  }

  private int foreign(Item.Foreign foreign) {
    if (foreign.dialect().equals(GeminiGenerate.ID)) {
      out.raw(foreign.raw());
      return 1;
    }
    warnings.dropped(foreign.type(), "only its own protocol knows it");
    return 0;
  }

  private int said(Item.Assistant said, List<TokenLogprob> logprobs) {
    int written = 0;
    for (var part : said.parts()) {
      if (part instanceof Part.Text text) {
        if (text.text().isEmpty() && text.signature() == null) {
          continue;
        }
        if (text.logprobs() != null) {
          logprobs.addAll(text.logprobs());
        }
      }
      PartWriter.part(out, part, warnings);
      written += PartWriter.writes(part) ? 1 : 0;
    }
    return written;
  }

  private int hosted(Item.HostedCall hosted, CitationWriter sources) {
    if (hosted.dialect().equals(GeminiGenerate.ID)) {
      if (hosted.type().equals(Grounding.SEARCH)) {
        sources.own(hosted.raw());
        return 0;
      }
      out.raw(hosted.raw());
      return 1;
    }
    var search = hosted.search();
    if (search == null) {
      warnings.dropped(hosted.type(), "only its own protocol knows it");
    } else {
      sources.searched(search);
    }
    return 0;
  }
}
