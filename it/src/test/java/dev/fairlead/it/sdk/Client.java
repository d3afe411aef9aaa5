package dev.fairlead.it.sdk;

import dev.fairlead.it.recordings.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an official library makes of an answer's bytes. */
interface Client {
  Said plain(byte[] body) throws IOException;

  Said stream(byte[] sse) throws IOException;

  /** The library that callers of a dialect use. */
  static Client of(String dialect) {
    return switch (dialect) {
      case "openai.chat" -> new ChatClient();
      case "openai.responses" -> new ResponsesClient();
      case "anthropic.messages" -> new MessagesClient(true);
      case "gemini.generate" -> new GeminiClient();
      default -> throw new IllegalArgumentException("dialect: " + dialect);
    };
  }

  /** The data of each event, save for the word that ends a stream. */
  static List<String> data(byte[] sse) {
    return new String(sse, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring(5).strip())
        .filter(data -> data.startsWith("{"))
        .toList();
  }
}
