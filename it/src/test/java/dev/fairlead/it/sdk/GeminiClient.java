package dev.fairlead.it.sdk;

import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import dev.fairlead.it.recordings.Said;
import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Google's library reads generated contents; it has no accumulator. */
final class GeminiClient implements Client {
  @Override
  public Said plain(byte[] body) {
    return said(List.of(new String(body, StandardCharsets.UTF_8)));
  }

  @Override
  public Said stream(byte[] sse) {
    return said(Client.data(sse));
  }

  private static Said said(List<String> chunks) {
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<Call>();
    var end = End.DONE;
    var tokens = new Tokens(0, 0, 0, 0);
    for (var json : chunks) {
      var chunk = GenerateContentResponse.fromJson(json);
      for (var candidate : chunk.candidates().orElse(List.of())) {
        if (candidate.index().orElse(0) == 0) {
          for (var part : candidate.content().flatMap(Content::parts).orElse(List.of())) {
            (part.thought().orElse(false) ? thoughts : text).append(part.text().orElse(""));
            part.functionCall()
                .ifPresent(call ->
                    calls.add(new Call(call.name().orElseThrow(), call.args().orElse(Map.of()))));
          }
          end = end(candidate, end);
        }
      }
      end = chunk.promptFeedback().flatMap(f -> f.blockReason()).isPresent() ? End.FILTERED : end;
      tokens = chunk.usageMetadata().map(GeminiClient::tokens).orElse(tokens);
    }
    return new Said(text.toString(), thoughts.toString(), calls, end, tokens);
  }

  private static End end(Candidate candidate, End before) {
    return candidate
        .finishReason()
        .map(reason ->
            switch (reason.knownEnum()) {
              case MAX_TOKENS -> End.LENGTH;
              case SAFETY, PROHIBITED_CONTENT, RECITATION, BLOCKLIST -> End.FILTERED;
              case MALFORMED_FUNCTION_CALL, UNEXPECTED_TOOL_CALL -> End.BROKEN;
              default -> End.DONE;
            })
        .orElse(before);
  }

  private static Tokens tokens(com.google.genai.types.GenerateContentResponseUsageMetadata usage) {
    int thought = usage.thoughtsTokenCount().orElse(0);
    return new Tokens(
        usage.promptTokenCount().orElse(0) + usage.toolUsePromptTokenCount().orElse(0),
        usage.candidatesTokenCount().orElse(0) + thought,
        usage.cachedContentTokenCount().orElse(0),
        thought);
  }
}
