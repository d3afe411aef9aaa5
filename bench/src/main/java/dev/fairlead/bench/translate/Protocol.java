package dev.fairlead.bench.translate;

import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A protocol with what is measured in it: a chat as callers send it, and events as providers send
 * them. All say the same.
 */
enum Protocol {
  CHAT("openai.chat", "openai", "gpt-4o-mini") {
    @Override
    String request(IntFunction<String> turns, int count) {
      return "{\"model\":\"%s\",\"max_tokens\":256,\"temperature\":0.2,\"messages\":[%s%s]}"
          .formatted(
              asked(),
              "{\"role\":\"system\",\"content\":\"" + Chat.SYSTEM + "\"}",
              list(turns, count, "user", "assistant", "\"content\":\"%s\"", true));
    }

    @Override
    String opening() {
      return """
      {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1767225600,\
      "model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":""},\
      "finish_reason":null}]}
      """;
    }

    @Override
    String piece() {
      return """
      {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1767225600,\
      "model":"gpt-4o-mini","system_fingerprint":"fp_bench","choices":[{"index":0,\
      "delta":{"content":" consectetur"},"logprobs":null,"finish_reason":null}]}\
      """;
    }
  },

  RESPONSES("openai.responses", "openai", "gpt-4o-mini") {
    @Override
    String request(IntFunction<String> turns, int count) {
      return "{\"model\":\"%s\",\"max_output_tokens\":256,\"store\":false,\"instructions\":\"%s\",\"input\":[%s]}"
          .formatted(
              asked(),
              Chat.SYSTEM,
              list(turns, count, "user", "assistant", "\"content\":\"%s\"", false));
    }

    @Override
    String opening() {
      return """
      {"type":"response.created","response":{"id":"resp_bench","object":"response",\
      "created_at":1767225600,"model":"gpt-4o-mini","output":[],"status":"in_progress"}}
      {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_bench",\
      "type":"message","status":"in_progress","role":"assistant","content":[]}}
      {"type":"response.content_part.added","item_id":"msg_bench","output_index":0,\
      "content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}
      """;
    }

    @Override
    String piece() {
      return """
      {"type":"response.output_text.delta","sequence_number":7,"item_id":"msg_bench",\
      "output_index":0,"content_index":0,"delta":" consectetur","logprobs":[],\
      "obfuscation":"dGhlIHF1aWNr"}\
      """;
    }
  },

  MESSAGES("anthropic.messages", "anthropic", "claude-sonnet-4-5") {
    @Override
    String request(IntFunction<String> turns, int count) {
      return "{\"model\":\"%s\",\"max_tokens\":256,\"temperature\":0.2,\"system\":\"%s\",\"messages\":[%s]}"
          .formatted(
              asked(),
              Chat.SYSTEM,
              list(turns, count, "user", "assistant", "\"content\":\"%s\"", false));
    }

    @Override
    String opening() {
      return """
      {"type":"message_start","message":{"id":"msg_bench","type":"message","role":"assistant",\
      "model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":12,"output_tokens":1}}}
      {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
      """;
    }

    @Override
    String piece() {
      return """
      {"type":"content_block_delta","index":0,\
      "delta":{"type":"text_delta","text":" consectetur"}}\
      """;
    }
  },

  GEMINI("gemini.generate", "google", "gemini-2.5-flash") {
    @Override
    String request(IntFunction<String> turns, int count) {
      return "{\"systemInstruction\":{\"parts\":[{\"text\":\"%s\"}]},\"generationConfig\":{\"maxOutputTokens\":256,\"temperature\":0.2},\"contents\":[%s]}"
          .formatted(
              Chat.SYSTEM,
              list(turns, count, "user", "model", "\"parts\":[{\"text\":\"%s\"}]", false));
    }

    @Override
    String opening() {
      return piece() + "\n";
    }

    @Override
    String piece() {
      return """
      {"candidates":[{"content":{"parts":[{"text":" consectetur"}],"role":"model"},"index":0}],\
      "usageMetadata":{"promptTokenCount":12,"totalTokenCount":12},\
      "modelVersion":"gemini-2.5-flash","responseId":"bench"}\
      """;
    }
  };

  final String id;
  final String provider;
  final String model;

  Protocol(String id, String provider, String model) {
    this.id = id;
    this.provider = provider;
    this.model = model;
  }

  /** A chat of so many turns, each a JSON text without its quotes. */
  abstract String request(IntFunction<String> turns, int count);

  /** The events before the first piece, one a line. */
  abstract String opening();

  /** One event that brings more text. */
  abstract String piece();

  /** The model's name as callers give it. */
  String asked() {
    return provider + "/" + model;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String list(
      IntFunction<String> turns, int count, String user, String model, String form, boolean more) {
    var out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(i > 0 || more ? "," : "")
          .append("{\"role\":\"")
          .append(i % 2 == 0 ? user : model)
          .append("\",")
          .append(form.formatted(turns.apply(i)))
          .append('}');
    }
    return out.toString();
  }
}
