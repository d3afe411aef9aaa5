package dev.fairlead.it.sdk;

import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.fairlead.it.recordings.Said;
import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's library reads responses. */
final class ResponsesClient implements Client {
  @Override
  public Said plain(byte[] body) throws IOException {
    return said(ObjectMappers.jsonMapper().readValue(body, Response.class).validate());
  }

  /** What the events say piece by piece must be what the last of them says at once. */
  @Override
  public Said stream(byte[] sse) throws IOException {
    var all = ResponseAccumulator.createWithSnapshots();
    for (var data : Client.data(sse)) {
      all.accumulate(
          ObjectMappers.jsonMapper().readValue(data, ResponseStreamEvent.class).validate());
    }
    var pieces = said(all.reconstructedResponse());
    var whole = said(all.response().validate());
    if (!pieces.equals(whole)) {
      throw new AssertionError("in pieces: %s%nat last: %s".formatted(pieces, whole));
    }
    return whole;
  }

  private static Said said(Response answer) {
    var text = new StringBuilder();
    var refusal = new StringBuilder();
    var thoughts = new StringBuilder();
    var calls = new ArrayList<Call>();
    for (var item : answer.output()) {
      item.message()
          .ifPresent(message ->
              message
                  .content()
                  .forEach(part -> {
                    text.append(part.outputText().map(t -> t.text()).orElse(""));
                    refusal.append(part.refusal().map(r -> r.refusal()).orElse(""));
                  }));
      item.reasoning().ifPresent(thought -> thoughts.append(shown(thought)));
      item.functionCall().ifPresent(call -> calls.add(Call.of(call.name(), call.arguments())));
      item.customToolCall().ifPresent(call -> calls.add(new Call(call.name(), call.input())));
    }
    return new Said(
        text.toString() + refusal,
        thoughts.toString(),
        calls,
        end(answer, refusal.toString()),
        tokens(answer));
  }

  private static String shown(ResponseReasoningItem thought) {
    var shown = new StringBuilder();
    var content = thought.content().orElse(List.of());
    content.forEach(part -> shown.append(part.text()));
    if (content.isEmpty()) {
      thought.summary().forEach(part -> shown.append(part.text()));
    }
    return shown.toString();
  }

  private static End end(Response answer, String refusal) {
    return switch (answer.status().orElseThrow().asString()) {
      case "completed" -> End.done(refusal);
      case "incomplete" ->
          answer
                  .incompleteDetails()
                  .orElseThrow()
                  .reason()
                  .orElseThrow()
                  .asString()
                  .equals("content_filter")
              ? End.FILTERED
              : End.LENGTH;
      default -> End.BROKEN;
    };
  }

  private static Tokens tokens(Response answer) {
    var usage = answer.usage().orElseThrow();
    return new Tokens(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.inputTokensDetails().cachedTokens(),
        usage.outputTokensDetails().reasoningTokens());
  }
}
