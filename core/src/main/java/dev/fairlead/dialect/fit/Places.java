package dev.fairlead.dialect.fit;

import dev.fairlead.model.Item;
import dev.fairlead.model.Request;

/** What callers call the things of a request, for messages that they read. */
final class Places {
  private Places() {}

  static String stops(Request request) {
    return switch (request.dialect()) {
      case "anthropic.messages" -> "stop_sequences";
      case "gemini.generate" -> "generationConfig.stopSequences";
      case "bedrock.converse" -> "inferenceConfig.stopSequences";
      case "cohere.chat" -> "stop_sequences";
      default -> "stop";
    };
  }

  static String candidates(Request request) {
    return request.dialect().equals("gemini.generate") ? "generationConfig.candidateCount" : "n";
  }

  /** Where a function's definition stands. */
  static String function(Request request) {
    return switch (request.dialect()) {
      case "gemini.generate" -> "tools[].functionDeclarations[]";
      case "openai.chat" -> "tools[].function";
      default -> "tools[]";
    };
  }

  /** The list that the conversation is in. */
  static String items(Request request) {
    return switch (request.dialect()) {
      case "openai.responses" -> "input";
      case "gemini.generate" -> "contents";
      default -> "messages";
    };
  }

  /** The message that an item is of, as {@code messages[3]}; the whole list where it is unknown. */
  static String item(Request request, int index) {
    return switch (request.dialect()) {
      case "openai.responses" -> "input";
      case "openai.chat", "cohere.chat" -> "messages[" + message(request, index) + "]";
      default -> items(request) + "[" + turn(request, index) + "]";
    };
  }

  /** A part of that message. */
  static String part(Request request, int index, int part) {
    var message = item(request, index);
    return message.endsWith("]")
        ? message
            + (request.dialect().equals("gemini.generate") ? ".parts[" : ".content[")
            + part
            + "]"
        : message;
  }

  /** Where everything is a message of its own, but what the model says in one go is one. */
  private static int message(Request request, int index) {
    int at = -1;
    boolean called = false;
    boolean model = false;
    for (int i = 0; i <= index; i++) {
      var item = request.items().get(i);
      boolean says = Rewrite.byModel(item);
      if (!says || !model || called && item instanceof Item.Assistant) {
        at++;
        called = false;
      }
      called |= item instanceof Item.ToolCall || item instanceof Item.Assistant;
      model = says;
    }
    return at;
  }

  /** Where user and model take turns, and the first instructions stand elsewhere. */
  private static int turn(Request request, int index) {
    int at = -1;
    boolean model = false;
    for (int i = 0; i <= index; i++) {
      var item = request.items().get(i);
      if (item instanceof Item.Instruction) {
        at += at < 0 ? 0 : 1;
      } else {
        boolean says = Rewrite.byModel(item);
        at +=
            at < 0 || says != model || request.items().get(i - 1) instanceof Item.Instruction
                ? 1
                : 0;
        model = says;
      }
    }
    return Math.max(0, at);
  }
}
