package dev.fairlead.it.recordings;

import static dev.fairlead.it.recordings.Said.map;
import static dev.fairlead.it.recordings.Said.maps;
import static dev.fairlead.it.recordings.Said.number;
import static dev.fairlead.it.recordings.Said.text;

import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chat completions, whole or in chunks: a whole message is read as one delta. */
final class ChatSaid {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private final TreeMap<Long, StringBuilder> inputs = new TreeMap<>();
  private final TreeMap<Long, String> names = new TreeMap<>();
  private String finish = "";

  private ChatSaid() {}

  static Said read(List<Map<?, ?>> chunks, Usage told) {
    var said = new ChatSaid();
    for (var chunk : chunks) {
      for (var choice : maps(chunk, "choices")) {
        if (number(choice, "index") == 0) {
          said.delta(map(choice, choice.containsKey("message") ? "message" : "delta"));
          said.finish += said.finish.isEmpty() ? text(choice, "finish_reason") : "";
        }
      }
    }
    return said.said(told);
  }

  private void delta(Map<?, ?> delta) {
    text.append(text(delta, "content"));
    for (var part : maps(delta, "content")) {
      text.append(text(part, "text"));
      maps(part, "thinking").forEach(p -> thoughts.append(text(p, "text")));
    }
    text.append(text(map(delta, "audio"), "transcript"));
    refusal.append(text(delta, "refusal"));
    thought(delta);
    long next = 0;
    for (var call : maps(delta, "tool_calls")) {
      long at = call.containsKey("index") ? number(call, "index") : next;
      next = at + 1;
      call(at, map(call, call.containsKey("custom") ? "custom" : "function"));
    }
    if (delta.get("function_call") instanceof Map<?, ?> legacy) {
      call(0, legacy);
    }
  }

  private void thought(Map<?, ?> delta) {
    for (var name : new String[] {"reasoning_content", "reasoning", "reasoning_text"}) {
      if (!text(delta, name).isEmpty()) {
        thoughts.append(text(delta, name));
        return;
      }
    }
    for (var detail : maps(delta, "reasoning_details")) {
      thoughts.append(text(detail, "text")).append(text(detail, "summary"));
    }
  }

  private void call(long at, Map<?, ?> function) {
    names.merge(at, text(function, "name"), (before, more) -> before.isEmpty() ? more : before);
    inputs
        .computeIfAbsent(at, _ -> new StringBuilder())
        .append(text(function, "arguments"))
        .append(text(function, "input"));
  }

  private Said said(Usage told) {
    var calls = new ArrayList<Call>();
    inputs.forEach((at, input) -> calls.add(Call.of(names.getOrDefault(at, ""), input.toString())));
    return new Said(
        text.toString() + refusal,
        thoughts.toString(),
        calls,
        switch (finish) {
          case "length", "max_tokens" -> End.LENGTH;
          case "content_filter" -> End.FILTERED;
          default -> End.done(refusal.toString());
        },
        told.equals(Usage.NONE)
            ? Tokens.UNTOLD
            : new Tokens(told.inputs(), told.outputs(), told.cacheRead(), told.reasoning()));
  }
}
