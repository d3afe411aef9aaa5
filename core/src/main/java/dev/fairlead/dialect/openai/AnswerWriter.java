package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.TokenLogprob;
import dev.fairlead.model.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole answer as {@code chat.completion}. One for each answer. */
final class AnswerWriter {
  private final JsonWriter out = new JsonWriter(4096);
  private final Request asked;
  private final Warnings warnings;
  private final boolean legacy;
  private final boolean shown;

  private AnswerWriter(Request asked, Warnings warnings) {
    this.asked = asked;
    this.warnings = warnings;
    this.legacy = MessageWriter.legacy(asked.tools());
    this.shown = shown(asked);
  }

  /** Whether the caller wants to see thoughts. */
  static boolean shown(Request asked) {
    var thinking = asked.thinking();
    return thinking == null || !Boolean.FALSE.equals(thinking.show());
  }

  static byte[] write(Response response, Request asked, Warnings warnings, InstantSource clock) {
    return new AnswerWriter(asked, warnings).write(response, clock);
  }

  private byte[] write(Response response, InstantSource clock) {
    var head = AnswerHead.of(response.id(), response.created(), response.model(), asked, clock);
    out.object().put("id", head.id()).put("object", "chat.completion");
    out.put("created", head.created()).put("model", head.model()).array("choices");
    response.choices().forEach(this::choice);
    out.end();
    if (!response.usage().equals(Usage.NONE)) {
      UsageWriter.write(out, response.usage());
    }
    out.putFilled("service_tier", response.tier());
    var fingerprint = response.extras().get("system_fingerprint");
    out.put("system_fingerprint", fingerprint);
    return out.end().bytes();
  }

  /** A message in the making: items of a choice by what becomes of them. */
  private static final class Message {
    final StringBuilder text = new StringBuilder();
    final StringBuilder refusal = new StringBuilder(0);
    final List<Item.Reasoning> thoughts = new ArrayList<>(0);
    final List<Item.ToolCall> calls = new ArrayList<>(0);
    final List<Part> media = new ArrayList<>(0);
    final List<TokenLogprob> logprobs = new ArrayList<>(0);
    final List<Citation> citations = new ArrayList<>(0);

    void add(Part part, int base) {
      switch (part) {
        case Part.Text t -> {
          text.append(t.text());
          if (t.logprobs() != null) {
            logprobs.addAll(t.logprobs());
          }
          for (var citation : t.citations()) {
            citations.add(
                citation.from() < 0
                    ? citation
                    : citation.at(base + citation.from(), base + citation.to()));
          }
        }
        case Part.Refusal(var words) -> refusal.append(words);
        case Part.Media _, Part.SearchResult _, Part.Foreign _ -> media.add(part);
      }
    }
  }

  private void choice(Response.Choice choice) {
    var message = new Message();
    for (var item : choice.items()) {
      switch (item) {
        case Item.Reasoning thought -> message.thoughts.add(thought);
        case Item.Assistant said -> {
          int base = message.text.length();
          said.parts().forEach(part -> message.add(part, base));
        }
        case Item.ToolCall call -> message.calls.add(call);
        case Item.HostedCall _,
            Item.Foreign _,
            Item.Instruction _,
            Item.User _,
            Item.ToolResult _ -> {
          // No place in an answer of this protocol; what was said about it stands in the text.
        }
      }
    }
    out.object().put("index", choice.index());
    message(message);
    Logprobs.write(out, message.logprobs);
    var word = FinishWords.write(choice.finish(), !message.refusal.isEmpty(), legacy);
    out.put("finish_reason", word);
    if (!choice.finish().word().isEmpty() && !choice.finish().word().equals(word)) {
      out.put("native_finish_reason", choice.finish().word());
    }
    if (choice.finish().kind() == dev.fairlead.model.Finish.Kind.PAUSE) {
      warnings.changed("finish_reason", "stop: the provider paused");
    }
    out.end();
  }

  private void message(Message m) {
    out.object("message").put("role", "assistant");
    if (m.text.isEmpty() && (!m.calls.isEmpty() || !m.refusal.isEmpty())) {
      out.putNull("content");
    } else {
      out.put("content", m.text.toString());
    }
    if (m.refusal.isEmpty()) {
      out.putNull("refusal");
    } else {
      out.put("refusal", m.refusal.toString());
    }
    thoughts(m.thoughts);
    citations(m.citations);
    media(m.media);
    calls(m.calls);
    out.end();
  }

  private void thoughts(List<Item.Reasoning> thoughts) {
    if (thoughts.isEmpty() || !shown) {
      return;
    }
    var text = new StringBuilder();
    for (var thought : thoughts) {
      var words = thought.shown();
      text.append(text.isEmpty() || words.isEmpty() ? "" : "\n\n").append(words);
    }
    if (!text.isEmpty()) {
      out.put("reasoning_content", text.toString()).put("reasoning", text.toString());
    }
    out.array("reasoning_details");
    for (int i = 0; i < thoughts.size(); i++) {
      ThoughtWriter.details(out, thoughts.get(i), i);
    }
    out.end();
  }

  private void citations(List<Citation> citations) {
    if (citations.stream().anyMatch(CitationWriter::writes)) {
      out.array("annotations");
      for (var citation : citations) {
        if (CitationWriter.writes(citation)) {
          CitationWriter.write(out, citation, 0);
        }
      }
      out.end();
    }
  }

  private void media(List<Part> media) {
    boolean sound = false;
    int images = 0;
    for (var part : media) {
      if (!sound) {
        sound = MediaWriter.audio(out, part);
      }
      images += MediaWriter.imageUrl(part).isEmpty() ? 0 : 1;
    }
    if (images > 0) {
      int index = 0;
      out.array("images");
      for (var part : media) {
        var url = MediaWriter.imageUrl(part);
        if (!url.isEmpty()) {
          MediaWriter.image(out, url, index++);
        }
      }
      out.end();
    }
  }

  private void calls(List<Item.ToolCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    if (legacy) {
      var call = calls.getFirst();
      out.object("function_call").put("name", CallWriter.name(call));
      out.put("arguments", CallWriter.input(call)).end();
      return;
    }
    out.array("tool_calls");
    calls.forEach(call -> CallWriter.whole(out, call));
    out.end();
  }
}
