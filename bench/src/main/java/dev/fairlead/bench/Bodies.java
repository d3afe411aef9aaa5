package dev.fairlead.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The requests that callers send: chats as they are met, with escapes and text beyond ASCII. */
final class Bodies {
  private static final String SYSTEM =
      "You are a careful assistant. Answer in the user's language; say so when you do not know.";
  private static final String[] TURNS = {
    "Can you read this function and tell me what is wrong?\\n\\n```java\\nString s = \\\"a\\\\tb\\\";\\n"
        + "if (s.equals(\\\"a\\tb\\\")) { return s.length() * 2; }\\n```\\nIt returns 0 for me.",
    "The literal holds a backslash and a \\\"t\\\", not a tab, so the comparison is false: "
        + "\\u201ca\\\\tb\\u201d has four characters. Use \\\"a\\tb\\\" instead.",
    "Danke! Und wie hei\u00dft das auf Franz\u00f6sisch \u2013 \u00ab caract\u00e8re d'\u00e9chappement \u00bb? "
        + "\u65e5\u672c\u8a9e\u3067\u306f\u300c\u30a8\u30b9\u30b1\u30fc\u30d7\u6587\u5b57\u300d\u3067\u3059\u304b\u3002 \ud83d\ude42",
    "Oui: \u00ab caract\u00e8re d'\u00e9chappement \u00bb. \u306f\u3044\u3001\u300c\u30a8\u30b9\u30b1\u30fc\u30d7\u6587\u5b57\u300d\u3067\u3059\u3002 "
        + "| n | 1 | 2 | 3 |\\n|---|---|---|---|\\n| x | 0.5 | 1e-3 | -7 |\\n"
  };

  private Bodies() {}

  /** A chat of exactly this many bytes, or of as few as there can be. */
  static byte[] plain(String model, int bytes) {
    return filled(
        "{\"model\":\"%s\",\"max_tokens\":256,\"temperature\":0.2,".formatted(model), bytes);
  }

  /** A short chat whose answer is a stream with usage. */
  static byte[] stream(String model) {
    return filled(
        "{\"model\":\"%s\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
            .formatted(model),
        512);
  }

  /** The same chat in Anthropic's protocol. */
  static byte[] messages(String model, int bytes) {
    return filled(
        "{\"model\":\"%s\",\"max_tokens\":256,\"temperature\":0.2,\"system\":\"%s\",\"messages\":["
            .formatted(model, SYSTEM),
        message("user", "Hello."),
        bytes);
  }

  /** A short one whose answer is a stream. */
  static byte[] messagesStream(String model) {
    return filled(
        "{\"model\":\"%s\",\"max_tokens\":256,\"stream\":true,\"system\":\"%s\",\"messages\":["
            .formatted(model, SYSTEM),
        message("user", "Hello."),
        512);
  }

  private static byte[] filled(String fields, int bytes) {
    return filled(fields + "\"messages\":[", message("system", SYSTEM), bytes);
  }

  private static byte[] filled(String fields, String first, int bytes) {
    var text = new StringBuilder(fields).append(first);
    int length = size(text);
    for (int turn = 0; ; turn++) {
      String next = "," + message(turn % 2 == 0 ? "user" : "assistant", TURNS[turn % TURNS.length]);
      if (length + size(next) + size(last("")) > bytes) {
        break;
      }
      text.append(next);
      length += size(next);
    }
    int left = Math.max(1, bytes - length - size(last("")));
    return text.append(last("why? ".repeat(left / 5 + 1).substring(0, left)))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String last(String content) {
    return "," + message("user", content) + "]}";
  }

  private static String message(String role, String content) {
    return String.format(Locale.ROOT, "{\"role\":\"%s\",\"content\":\"%s\"}", role, content);
  }

  private static int size(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
