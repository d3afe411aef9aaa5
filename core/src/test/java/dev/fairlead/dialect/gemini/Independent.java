package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Node;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;

/** What the chunks of an answer hold, read in the plainest way. */
@SuppressWarnings("NullAway")
record Independent(
    String text,
    String thoughts,
    List<String> calls,
    List<String> signatures,
    String finish,
    Usage usage) {

  static List<String> chunks(String sse) {
    var chunks = new ArrayList<String>();
    for (var line : sse.split("\r?\n", -1)) {
      if (line.startsWith("data: ")) {
        chunks.add(line.substring(6));
      }
    }
    return chunks;
  }

  static Independent of(List<String> chunks) {
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<String>();
    var signatures = new ArrayList<String>();
    var finish = "";
    var usage = Usage.NONE;
    for (var chunk : chunks) {
      var node = Node.of(chunk);
      var told = node.get("usageMetadata");
      if (told != null && told.has("promptTokenCount")) {
        usage = usage(told);
      }
      for (var candidate : node.items("candidates")) {
        var reason = candidate.text("finishReason");
        finish = reason.isEmpty() ? finish : reason;
        var content = candidate.get("content");
        for (var part : content == null ? List.<Node>of() : content.items("parts")) {
          if (part.has("thoughtSignature")) {
            signatures.add(part.text("thoughtSignature"));
          }
          if (part.has("functionCall")) {
            var call = part.get("functionCall");
            calls.add(call.text("name") + Gemini.plain(call.get("args")));
          } else if (part.yes("thought")) {
            thoughts.append(part.text("text"));
          } else {
            text.append(part.text("text"));
          }
        }
      }
    }
    return new Independent(text.toString(), thoughts.toString(), calls, signatures, finish, usage);
  }

  private static Usage usage(Node told) {
    long cached = told.number("cachedContentTokenCount", 0);
    long heard = audio(told, "promptTokensDetails");
    long spoken = audio(told, "candidatesTokensDetails");
    return new Usage(
        told.number("promptTokenCount", 0)
            - cached
            - heard
            + told.number("toolUsePromptTokenCount", 0),
        cached,
        0,
        0,
        heard,
        told.number("candidatesTokenCount", 0) - spoken,
        told.number("thoughtsTokenCount", 0),
        spoken,
        true);
  }

  private static long audio(Node told, String details) {
    long sum = 0;
    for (var one : told.items(details)) {
      sum += one.text("modality").equals("AUDIO") ? one.number("tokenCount", 0) : 0;
    }
    return sum;
  }
}
