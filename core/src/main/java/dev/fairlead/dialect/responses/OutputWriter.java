package dev.fairlead.dialect.responses;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.TokenLogprob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the entries of {@code output}, each as one object. */
final class OutputWriter {
  /** The beginning of the id of a reasoning item that holds another item's signature. */
  static final String SIGNATURE = "rs_sig_";

  private OutputWriter() {}

  static byte[] message(String id, String status, Item.Assistant said) {
    var out = new JsonWriter(512).object();
    out.put("id", id).put("type", "message").put("status", status).put("role", "assistant");
    out.putFilled("phase", said.phase()).array("content");
    int before = 0;
    for (var part : said.parts()) {
      switch (part) {
        case Part.Text text -> {
          text(out, text.text(), text.citations(), before, text.logprobs());
          before += text.text().length();
        }
        case Part.Refusal(var text) -> refusal(out, text);
        case Part.Foreign(var dialect, _, var raw) -> {
          if (dialect.equals(OpenAiResponses.ID)) {
            out.raw(raw);
          }
        }
        case Part.Media _, Part.SearchResult _ -> {
          // A picture is an item of its own.
        }
      }
    }
    return out.end().end().bytes();
  }

  static void text(
      JsonWriter out,
      String text,
      List<Citation> citations,
      int before,
      @Nullable List<TokenLogprob> logprobs) {
    out.object().put("type", "output_text").put("text", text).array("annotations");
    PartWriter.annotations(out, citations, before);
    out.end().name("logprobs");
    PartWriter.logprobs(out, logprobs, true);
    out.end();
  }

  static void refusal(JsonWriter out, String text) {
    out.object().put("type", "refusal").put("refusal", text).end();
  }

  /** A picture of the model's; null if its bytes are not here. */
  static byte @Nullable [] picture(String id, Part.Media media) {
    if (media.kind() != Part.Kind.IMAGE
        || !(media.source() instanceof Part.Source.Inline(var base64))) {
      return null;
    }
    var out = new JsonWriter(base64.length() + 256).object().put("id", id);
    out.put("type", "image_generation_call").put("status", "completed");
    var format = media.mime().startsWith("image/") ? media.mime().substring(6) : "";
    return out.putFilled("output_format", format).put("result", base64).end().bytes();
  }

  static byte[] reasoning(String id, String status, Item.Reasoning thought) {
    var out = new JsonWriter(512).object().put("id", id).put("type", "reasoning");
    if (!status.equals("completed")) {
      out.put("status", status);
    }
    out.array("summary");
    for (var text : thought.summary()) {
      out.object().put("type", "summary_text").put("text", text).end();
    }
    out.end();
    if (!thought.text().isEmpty()) {
      out.array("content");
      for (var text : thought.text()) {
        out.object().put("type", "reasoning_text").put("text", text).end();
      }
      out.end();
    }
    var opaque = thought.opaque();
    if (opaque != null) {
      out.put("encrypted_content", opaque.data());
    }
    return out.end().bytes();
  }

  /** What must come back with another item, in the one slot that clients send back. */
  static Item.Reasoning signature(String id, Opaque signature) {
    return new Item.Reasoning(id, List.of(), List.of(), signature);
  }

  static byte[] call(String id, String status, Item.ToolCall call, String input) {
    boolean custom = call.kind() == CallKind.CUSTOM;
    var out = new JsonWriter(256 + input.length()).object().put("id", id);
    out.put("type", custom ? "custom_tool_call" : "function_call").put("status", status);
    out.put("call_id", call.callId());
    out.put("name", custom ? Namespaces.name(call.name()) : call.name());
    out.putFilled("namespace", custom ? Namespaces.of(call.name()) : call.namespace());
    return out.put(custom ? "input" : "arguments", input).end().bytes();
  }

  static byte[] search(String id, String status, Item.Search search) {
    var out = new JsonWriter(512).object().put("id", id).put("type", "web_search_call");
    action(out.put("status", status), search);
    return out.end().bytes();
  }

  private static void action(JsonWriter out, Item.Search search) {
    out.object("action").put("type", "search");
    out.put("query", search.queries().isEmpty() ? "" : search.queries().getFirst());
    out.array("queries");
    search.queries().forEach(out::text);
    out.end();
    if (!search.sources().isEmpty()) {
      out.array("sources");
      for (var source : search.sources()) {
        out.object().put("type", "url").put("url", source.url()).end();
      }
      out.end();
    }
    out.end();
  }

  /** A search of this protocol as it came; xAI leaves out the action, which clients ask for. */
  static byte[] search(Item.HostedCall call, String status) {
    var search = call.search();
    if (call.raw().node().get("action") != null || !call.raw().isObject()) {
      return own(call.raw(), status);
    }
    var out = new JsonWriter(call.raw().text().length() + 128).object();
    for (var member : call.raw().node()) {
      if (!member.name().equals("action") && !member.name().equals("status")) {
        out.name(member.name()).raw(member.raw());
      }
    }
    out.put("status", status.isEmpty() ? "completed" : status);
    action(out, search == null ? new Item.Search(List.of(), List.of()) : search);
    return out.end().bytes();
  }

  /** An item of this protocol as it came, with another status if one is given. */
  static byte[] own(Raw raw, String status) {
    if (status.isEmpty() || !raw.isObject()) {
      return new JsonWriter(raw.text().length()).raw(raw).bytes();
    }
    var out = new JsonWriter(raw.text().length() + 32).object();
    for (var member : raw.node()) {
      out.name(member.name());
      if (member.name().equals("status")) {
        out.text(status);
      } else {
        out.raw(member.raw());
      }
    }
    return out.end().bytes();
  }
}
