package dev.fairlead.dialect.cohere;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.model.TokenLogprob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a plain answer. Not thread-safe; one for each answer. */
final class AnswerReader {
  private final List<Item> items = new ArrayList<>();
  private final List<Part> said = new ArrayList<>(1);
  private final List<TokenLogprob> logprobs = new ArrayList<>(0);
  private int length;

  private AnswerReader() {}

  static Response read(byte[] body, String model) {
    try {
      return new AnswerReader().answer(Node.lenient(body, 0, body.length), model);
    } catch (JsonFault e) {
      throw new AnswerFault(Cause.GARBLED, 0, "its answer is not JSON: " + e.getMessage());
    }
  }

  private Response answer(Node root, String model) {
    var message = root.get("message");
    var word = root.text("finish_reason");
    if (message == null || !message.isObject()) {
      throw root.isObject() && root.has("message")
          ? new AnswerFault(Cause.ERROR_INSIDE, 0, Errors.message(root))
          : new AnswerFault(Cause.GARBLED, 0, "its answer has no message");
    }
    if (Finishes.failed(word)) {
      throw new AnswerFault(
          Cause.ERROR_INSIDE, Finishes.status(word), "it ended its answer with " + word);
    }
    for (var piece : root.items("logprobs")) {
      logprobs.add(Logprobs.read(piece, ""));
    }
    thought(message.text("tool_plan"));
    content(message);
    calls(message);
    boolean called = items.stream().anyMatch(i -> i instanceof Item.ToolCall);
    return new Response(
        root.text("id"),
        model,
        0,
        List.of(new Response.Choice(0, items, Finishes.read(word, called))),
        UsageReader.read(root.get("usage")),
        "",
        extras(root.get("usage")));
  }

  /** All that Cohere counts, for it is more than what it bills. */
  static Map<String, Raw> extras(@Nullable Node usage) {
    var extras = new LinkedHashMap<String, Raw>(2);
    if (usage != null) {
      extras.put("cohere_usage", usage.raw());
    }
    return extras;
  }

  private void thought(String text) {
    if (!text.isEmpty()) {
      items.add(new Item.Reasoning("", List.of(), List.of(text), null));
    }
  }

  private void content(Node message) {
    var content = message.get("content");
    if (content != null && content.isText()) {
      text(content.text(), message, 0);
    } else {
      int index = 0;
      for (var part : message.items("content")) {
        if (part.text("type").equals("thinking")) {
          thought(part.text("thinking"));
        } else {
          text(part.text("text"), message, index);
        }
        index++;
      }
    }
    if (!said.isEmpty()) {
      items.add(new Item.Assistant(said));
    }
  }

  private void text(String text, Node message, int index) {
    if (text.isEmpty()) {
      return;
    }
    var citations = new ArrayList<Citation>(0);
    for (var citation : message.items("citations")) {
      long of = citation.number("content_index", said.isEmpty() ? index : -1);
      if (citation.isObject() && of == index) {
        citations.addAll(CitationReader.read(citation, text, length));
      }
    }
    said.add(
        new Part.Text(
            text, citations, null, null, logprobs.isEmpty() ? null : List.copyOf(logprobs)));
    logprobs.clear();
    length += text.length();
  }

  private void calls(Node message) {
    for (var call : message.items("tool_calls")) {
      var function = call.get("function");
      if (function != null) {
        var arguments = function.text("arguments");
        items.add(
            new Item.ToolCall(
                call.text("id"), function.text("name"), arguments.isEmpty() ? "{}" : arguments));
      }
    }
  }
}
