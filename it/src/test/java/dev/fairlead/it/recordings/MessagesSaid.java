package dev.fairlead.it.recordings;

import static dev.fairlead.it.recordings.Said.map;
import static dev.fairlead.it.recordings.Said.maps;
import static dev.fairlead.it.recordings.Said.number;
import static dev.fairlead.it.recordings.Said.text;

import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages, whole or block by block. */
final class MessagesSaid {
  private static final List<String> READ =
      List.of("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens");

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private final List<Call> calls = new ArrayList<>();
  private final TreeMap<Long, Call> called = new TreeMap<>();
  private final TreeMap<Long, StringBuilder> inputs = new TreeMap<>();
  private final Map<Object, Object> usage = new HashMap<>();
  private String stop = "";

  private MessagesSaid() {}

  static Said read(List<Map<?, ?>> chunks) {
    var said = new MessagesSaid();
    for (var chunk : chunks) {
      switch (text(chunk, "type")) {
        case "message" -> said.message(chunk);
        case "message_start" -> said.message(map(chunk, "message"));
        case "content_block_start" ->
            said.block(number(chunk, "index"), map(chunk, "content_block"));
        case "content_block_delta" -> said.delta(number(chunk, "index"), map(chunk, "delta"));
        case "message_delta" -> {
          said.stop = text(map(chunk, "delta"), "stop_reason");
          said.told(map(chunk, "usage"));
        }
        default -> {
          // pings and ends
        }
      }
    }
    return said.said();
  }

  private void message(Map<?, ?> message) {
    maps(message, "content").forEach(block -> block(-1, block));
    stop = text(message, "stop_reason");
    told(map(message, "usage"));
  }

  private void told(Map<?, ?> more) {
    more.forEach((name, value) -> {
      if (value != null) {
        usage.put(name, value);
      }
    });
  }

  private void block(long index, Map<?, ?> block) {
    switch (text(block, "type")) {
      case "text" -> text.append(text(block, "text"));
      case "thinking" -> thoughts.append(text(block, "thinking"));
      case "tool_use" -> {
        if (index < 0) {
          calls.add(new Call(text(block, "name"), block.get("input")));
        } else {
          called.put(index, new Call(text(block, "name"), block.get("input")));
          inputs.put(index, new StringBuilder());
        }
      }
      default -> {
        // the provider's own tools, and thoughts that are hidden
      }
    }
  }

  private void delta(long index, Map<?, ?> delta) {
    text.append(text(delta, "text"));
    thoughts.append(text(delta, "thinking"));
    var input = inputs.get(index);
    if (input != null) {
      input.append(text(delta, "partial_json"));
    }
  }

  private Said said() {
    called.forEach((at, begun) -> {
      var input = inputs.getOrDefault(at, new StringBuilder()).toString();
      calls.add(input.isEmpty() ? begun : Call.of(begun.name(), input));
    });
    return new Said(
        text.toString(),
        thoughts.toString(),
        calls,
        switch (stop) {
          case "max_tokens", "model_context_window_exceeded" -> End.LENGTH;
          case "refusal" -> End.REFUSED;
          default -> End.DONE;
        },
        tokens());
  }

  private Tokens tokens() {
    long in = 0;
    long out = number(usage, "output_tokens");
    long cached = number(usage, "cache_read_input_tokens");
    for (var name : READ) {
      in += number(usage, name);
    }
    for (var one : maps(usage, "iterations")) {
      if (text(one, "type").equals("compaction")) {
        cached += number(one, "cache_read_input_tokens");
        for (var name : READ) {
          in += number(one, name);
        }
        out += number(one, "output_tokens");
      }
    }
    long thought = number(map(usage, "output_tokens_details"), "thinking_tokens");
    return new Tokens(in, out, cached, thought);
  }
}
