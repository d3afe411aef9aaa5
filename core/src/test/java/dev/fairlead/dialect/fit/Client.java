package dev.fairlead.dialect.fit;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How the software of callers keeps an answer as a part of the conversation. Written from what
 * clients do, without a line of the gateway's own readers.
 */
enum Client {
  /** Sends back all that it got. */
  ECHO,
  /** Keeps what the plain types of its protocol have, and no thoughts. */
  PLAIN,
  /** Strips the ids of items, as Codex does. */
  NAMELESS;

  private static final Set<String> CHAT = Set.of("role", "content", "tool_calls");
  private static final Set<String> CALL = Set.of("id", "type", "function", "custom");

  /** The turn as elements of {@code messages}, {@code input} or {@code contents}. */
  String turn(String dialect, List<String> answer) {
    return switch (dialect) {
      case "openai.chat" -> chat(answer);
      case "openai.responses" -> responses(answer);
      case "anthropic.messages" -> anthropic(answer);
      case "gemini.generate" -> gemini(answer);
      default -> throw new IllegalArgumentException(dialect);
    };
  }

  /** The members of an object that a client keeps. */
  private static String only(Node object, Predicate<String> keeps) {
    var out = new JsonWriter().object();
    for (var member : object) {
      if (keeps.test(member.name())) {
        out.put(member.name(), member.raw());
      }
    }
    return out.end().toRaw().text();
  }

  private static Node first(Node answer, String list) {
    return answer.items(list).iterator().next();
  }

  // Chat completions

  private String chat(List<String> answer) {
    var whole = Node.of(answer.getFirst());
    var message =
        whole.text("object").equals("chat.completion")
            ? first(whole, "choices").get("message")
            : Node.of(chatChunks(answer));
    if (message == null) {
      throw new AssertionError(answer);
    }
    if (this == ECHO) {
      return message.raw().text();
    }
    var calls = new ArrayList<String>();
    for (var call : message.items("tool_calls")) {
      calls.add(only(call, CALL::contains));
    }
    var plain = only(message, name -> CHAT.contains(name) && !name.equals("tool_calls"));
    return calls.isEmpty()
        ? plain
        : plain.substring(0, plain.length() - 1)
            + ",\"tool_calls\":["
            + String.join(",", calls)
            + "]}";
  }

  private static final class ChatCall {
    String id = "";
    String name = "";
    final StringBuilder arguments = new StringBuilder();
    Raw extra = Raw.EMPTY_OBJECT;
  }

  private static String chatChunks(List<String> answer) {
    var content = new StringBuilder();
    var details = new ArrayList<String>();
    var calls = new TreeMap<Long, ChatCall>();
    for (var chunk : answer) {
      if (chunk.equals("[DONE]")) {
        continue;
      }
      for (var choice : Node.of(chunk).items("choices")) {
        var delta = choice.get("delta");
        if (delta != null) {
          content.append(delta.text("content"));
          delta.items("reasoning_details").forEach(d -> details.add(d.raw().text()));
          for (var piece : delta.items("tool_calls")) {
            piece(calls.computeIfAbsent(piece.number("index", 0), _ -> new ChatCall()), piece);
          }
        }
      }
    }
    var out = new JsonWriter().object().put("role", "assistant");
    if (content.isEmpty()) {
      out.putNull("content");
    } else {
      out.put("content", content.toString());
    }
    if (!details.isEmpty()) {
      out.put("reasoning_details", new Raw("[" + String.join(",", details) + "]"));
    }
    if (!calls.isEmpty()) {
      out.array("tool_calls");
      for (var call : calls.values()) {
        out.object().put("id", call.id).put("type", "function").object("function");
        out.put("name", call.name).put("arguments", call.arguments.toString()).end();
        out.put("extra_content", call.extra).end();
      }
      out.end();
    }
    return out.end().toRaw().text();
  }

  private static void piece(ChatCall call, Node piece) {
    call.id = call.id.isEmpty() ? piece.text("id") : call.id;
    var function = piece.get("function");
    if (function != null) {
      call.name = call.name.isEmpty() ? function.text("name") : call.name;
      call.arguments.append(function.text("arguments"));
    }
    var extra = piece.raw("extra_content");
    call.extra = extra == null ? call.extra : extra;
  }

  // Responses

  private String responses(List<String> answer) {
    var last = Node.of(answer.getLast());
    var response = last.has("output") ? last : last.get("response");
    if (response == null) {
      throw new AssertionError(answer);
    }
    var items = new ArrayList<String>();
    for (var item : response.items("output")) {
      boolean thought = item.text("type").equals("reasoning");
      if (this != PLAIN || !thought) {
        items.add(
            this == NAMELESS
                ? only(item, name -> !name.equals("id") && !name.equals("status"))
                : item.raw().text());
      }
    }
    return String.join(",", items);
  }

  // Anthropic

  private String anthropic(List<String> answer) {
    var whole = Node.of(answer.getFirst());
    var blocks = new ArrayList<String>();
    if (whole.has("content")) {
      whole.items("content").forEach(block -> blocks.add(block.raw().text()));
    } else {
      blocks.addAll(anthropicBlocks(answer));
    }
    if (this == PLAIN) {
      blocks.removeIf(block -> Node.of(block).text("type").contains("thinking"));
    }
    return "{\"role\":\"assistant\",\"content\":[" + String.join(",", blocks) + "]}";
  }

  private static List<String> anthropicBlocks(List<String> answer) {
    var blocks = new ArrayList<String>();
    var begun = Node.of("{}");
    var text = new StringBuilder();
    var signature = new StringBuilder();
    for (var data : answer) {
      var event = Node.of(data);
      var delta = event.get("delta");
      var block = event.get("content_block");
      switch (event.text("type")) {
        case "content_block_start" -> {
          begun = block == null ? begun : block;
          text.setLength(0);
          signature.setLength(0);
        }
        case "content_block_delta" -> {
          if (delta != null) {
            text.append(delta.text("text")).append(delta.text("thinking"));
            text.append(delta.text("partial_json"));
            signature.append(delta.text("signature"));
          }
        }
        case "content_block_stop" ->
            blocks.add(block(begun, text.toString(), signature.toString()));
        default -> {
          // Nothing that stays.
        }
      }
    }
    return blocks;
  }

  private static String block(Node begun, String text, String signature) {
    var out = new JsonWriter().object();
    for (var member : begun) {
      switch (member.name()) {
        case "text", "thinking" -> out.put(member.name(), text);
        case "signature" -> out.put("signature", signature);
        case "input" -> out.put("input", new Raw(text.isEmpty() ? "{}" : text));
        default -> out.put(member.name(), member.raw());
      }
    }
    return out.end().toRaw().text();
  }

  // Gemini

  private String gemini(List<String> answer) {
    var parts = new ArrayList<String>();
    for (var chunk : answer) {
      for (var candidate : Node.of(chunk).items("candidates")) {
        var content = candidate.get("content");
        for (var part : content == null ? Node.of("[]") : content.items("parts")) {
          if (this == ECHO) {
            parts.add(part.raw().text());
          } else if (!part.yes("thought")) {
            parts.add(only(part, name -> !name.equals("thoughtSignature")));
          }
        }
      }
    }
    parts.removeIf(part -> part.equals("{\"text\":\"\"}") || part.equals("{}"));
    return "{\"role\":\"model\",\"parts\":[" + String.join(",", parts) + "]}";
  }
}
