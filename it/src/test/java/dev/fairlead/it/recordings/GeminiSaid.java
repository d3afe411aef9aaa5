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

/** Google's answers: a stream is several of them, and the last usage holds. */
final class GeminiSaid {
  private GeminiSaid() {}

  static Said read(List<Map<?, ?>> chunks) {
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<Call>();
    var finish = "";
    Map<?, ?> usage = Map.of();
    for (var chunk : chunks) {
      for (var candidate : maps(chunk, "candidates")) {
        if (number(candidate, "index") == 0) {
          for (var part : maps(map(candidate, "content"), "parts")) {
            (Boolean.TRUE.equals(part.get("thought")) ? thoughts : text).append(text(part, "text"));
            if (part.get("functionCall") instanceof Map<?, ?> call) {
              var args = call.get("args");
              calls.add(new Call(text(call, "name"), args == null ? Map.of() : args));
            }
          }
          finish = text(candidate, "finishReason");
        }
      }
      finish = map(chunk, "promptFeedback").containsKey("blockReason") ? "SAFETY" : finish;
      usage = chunk.containsKey("usageMetadata") ? map(chunk, "usageMetadata") : usage;
    }
    return new Said(text.toString(), thoughts.toString(), calls, end(finish), tokens(usage));
  }

  private static End end(String finish) {
    return switch (finish) {
      case "MAX_TOKENS" -> End.LENGTH;
      case "SAFETY", "PROHIBITED_CONTENT", "RECITATION", "BLOCKLIST" -> End.FILTERED;
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL" -> End.BROKEN;
      default -> End.DONE;
    };
  }

  private static Tokens tokens(Map<?, ?> usage) {
    long in = number(usage, "promptTokenCount") + number(usage, "toolUsePromptTokenCount");
    return new Tokens(
        in,
        number(usage, "candidatesTokenCount") + number(usage, "thoughtsTokenCount"),
        number(usage, "cachedContentTokenCount"),
        number(usage, "thoughtsTokenCount"));
  }
}
