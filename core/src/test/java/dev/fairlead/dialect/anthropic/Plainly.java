package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A stream or an answer read as simply as can be, to compare with. */
final class Plainly {
  final StringBuilder text = new StringBuilder();
  final StringBuilder calls = new StringBuilder();
  final StringBuilder thoughts = new StringBuilder();
  final Map<String, Long> usage = new TreeMap<>();
  final List<String> types = new ArrayList<>();
  String stop = "";
  private String input = "";
  private String type = "";
  private String begun = "";

  static Plainly stream(String sse) {
    var found = new Plainly();
    for (var line : sse.split("\n", -1)) {
      if (line.startsWith("data:")) {
        found.event(Node.of(line.substring(5).strip()));
      }
    }
    return found;
  }

  static Plainly answer(Node message) {
    var found = new Plainly();
    found.message(message);
    return found;
  }

  private void message(Node message) {
    for (var block : message.items("content")) {
      open(block);
      close();
    }
    usage(message.get("usage"));
    stop = message.text("stop_reason").isEmpty() ? stop : message.text("stop_reason");
  }

  private void event(Node event) {
    switch (event.text("type")) {
      case "message_start" -> message(need(event, "message"));
      case "content_block_start" -> open(need(event, "content_block"));
      case "content_block_delta" -> {
        var delta = need(event, "delta");
        text.append(delta.text("text"));
        thoughts.append(delta.text("thinking")).append(delta.text("signature"));
        input += delta.text("partial_json");
      }
      case "content_block_stop" -> close();
      case "message_delta" -> {
        usage(event.get("usage"));
        stop = need(event, "delta").text("stop_reason");
      }
      default -> {}
    }
  }

  private void open(Node block) {
    type = block.text("type");
    types.add(type);
    text.append(type.equals("text") ? block.text("text") : "");
    thoughts.append(block.text("thinking")).append(block.text("signature"));
    thoughts.append(type.equals("redacted_thinking") ? block.text("data") : "");
    input = "";
    begun = block.text("id") + block.text("name");
    if (type.equals("tool_use") && need(block, "input").size() > 0) {
      input = need(block, "input").toString();
    }
  }

  private void close() {
    if (type.equals("tool_use")) {
      calls.append(begun).append(Canon.any(Node.of(input.isEmpty() ? "{}" : input)));
    }
  }

  private void usage(@Nullable Node usage) {
    if (usage == null) {
      return;
    }
    for (var member : usage) {
      if (member.isNumber()) {
        this.usage.put(member.name(), member.number(0));
      }
    }
    var creation = usage.get("cache_creation");
    if (creation != null) {
      this.usage.put("1h", creation.number("ephemeral_1h_input_tokens", 0));
    }
    long extra = 0;
    for (var one : usage.items("iterations")) {
      extra += one.text("type").equals("compaction") ? one.number("output_tokens", 0) : 0;
    }
    if (extra > 0) {
      this.usage.put("compaction", extra);
    }
  }

  private static Node need(Node holder, String name) {
    return Optional.ofNullable(holder.get(name)).orElseThrow();
  }

  long usage(String name) {
    return usage.getOrDefault(name, 0L);
  }
}
