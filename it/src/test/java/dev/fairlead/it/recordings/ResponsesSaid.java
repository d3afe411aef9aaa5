package dev.fairlead.it.recordings;

import static dev.fairlead.it.recordings.Said.map;
import static dev.fairlead.it.recordings.Said.maps;
import static dev.fairlead.it.recordings.Said.number;
import static dev.fairlead.it.recordings.Said.text;

import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Responses: the items of the whole, or those that a stream ends one by one. */
final class ResponsesSaid {
  private ResponsesSaid() {}

  static Said read(List<Map<?, ?>> chunks) {
    var items = new TreeMap<Long, Map<?, ?>>();
    var whole = chunks.getFirst();
    var deltas = new StringBuilder();
    var refused = new StringBuilder();
    for (var chunk : chunks) {
      switch (text(chunk, "type")) {
        case "response.output_item.done" ->
            items.put(number(chunk, "output_index"), map(chunk, "item"));
        case "response.output_text.delta" -> deltas.append(text(chunk, "delta"));
        case "response.refusal.delta" -> refused.append(text(chunk, "delta"));
        case "response.completed", "response.incomplete", "response.failed" ->
            whole = map(chunk, "response");
        default -> {
          // told again at the end of an item
        }
      }
    }
    if (chunks.size() == 1) {
      return said(whole, maps(whole, "output"));
    }
    // One recording was shortened by hand, and only its deltas are what a caller can have seen.
    return said(whole, List.copyOf(items.values())).withText(deltas.toString() + refused);
  }

  private static Said said(Map<?, ?> whole, List<Map<?, ?>> items) {
    var text = new StringBuilder();
    var refusal = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<Call>();
    for (var item : items) {
      switch (text(item, "type")) {
        case "message" ->
            maps(item, "content")
                .forEach(part -> {
                  text.append(text(part, "text"));
                  refusal.append(text(part, "refusal"));
                });
        case "reasoning" -> {
          var shown = maps(item, "content").isEmpty() ? "summary" : "content";
          maps(item, shown).forEach(part -> thoughts.append(text(part, "text")));
        }
        case "function_call" -> calls.add(Call.of(text(item, "name"), text(item, "arguments")));
        case "custom_tool_call" -> calls.add(new Call(text(item, "name"), text(item, "input")));
        default -> {
          // the provider's own tools
        }
      }
    }
    return new Said(
        text.toString() + refusal,
        thoughts.toString(),
        calls,
        end(whole, refusal.toString()),
        tokens(whole));
  }

  private static End end(Map<?, ?> whole, String refusal) {
    if (!text(whole, "status").equals("incomplete")) {
      return End.done(refusal);
    }
    boolean filtered = text(map(whole, "incomplete_details"), "reason").equals("content_filter");
    return filtered ? End.FILTERED : End.LENGTH;
  }

  private static Tokens tokens(Map<?, ?> whole) {
    var usage = map(whole, "usage");
    return new Tokens(
        number(usage, "input_tokens"),
        number(usage, "total_tokens") - number(usage, "input_tokens"),
        number(map(usage, "input_tokens_details"), "cached_tokens"),
        number(map(usage, "output_tokens_details"), "reasoning_tokens"));
  }
}
