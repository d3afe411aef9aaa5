package dev.fairlead.it.sdk;

import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.completions.CompletionUsage;
import dev.fairlead.it.recordings.Said;
import dev.fairlead.it.recordings.Said.Call;
import dev.fairlead.it.recordings.Said.End;
import dev.fairlead.it.recordings.Said.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** OpenAI's library reads chat completions; thoughts are a member that it does not name. */
@SuppressWarnings("deprecation")
final class ChatClient implements Client {
  @Override
  public Said plain(byte[] body) throws IOException {
    var answer = ObjectMappers.jsonMapper().readValue(body, ChatCompletion.class).validate();
    return said(answer, thought(answer.choices().getFirst().message()._additionalProperties()));
  }

  @Override
  public Said stream(byte[] sse) throws IOException {
    var all = ChatCompletionAccumulator.create();
    var thoughts = new StringBuilder();
    for (var data : Client.data(sse)) {
      var chunk = ObjectMappers.jsonMapper().readValue(data, ChatCompletionChunk.class).validate();
      all.accumulate(chunk);
      for (var choice : chunk.choices()) {
        if (choice.index() == 0) {
          thoughts.append(thought(choice.delta()._additionalProperties()));
        }
      }
    }
    return said(all.chatCompletion(), thoughts.toString());
  }

  private static String thought(Map<String, JsonValue> members) {
    var value = members.get("reasoning_content");
    return value == null ? "" : Objects.requireNonNullElse(value.convert(String.class), "");
  }

  private static Said said(ChatCompletion answer, String thoughts) {
    var choice = answer.choices().getFirst();
    var message = choice.message();
    var audio = message.audio().map(a -> a.transcript()).orElse("");
    return new Said(
        message.content().orElse("") + audio + message.refusal().orElse(""),
        thoughts,
        message.toolCalls().orElse(List.of()).stream().map(ChatClient::call).toList(),
        switch (choice.finishReason().asString()) {
          case "length" -> End.LENGTH;
          case "content_filter" -> End.FILTERED;
          default -> End.done(message.refusal().orElse(""));
        },
        answer.usage().map(ChatClient::tokens).orElse(Tokens.UNTOLD));
  }

  private static Call call(ChatCompletionMessageToolCall call) {
    return call.isFunction()
        ? Call.of(call.asFunction().function().name(), call.asFunction().function().arguments())
        : new Call(call.asCustom().custom().name(), call.asCustom().custom().input());
  }

  private static Tokens tokens(CompletionUsage usage) {
    return new Tokens(
        usage.promptTokens(),
        usage.completionTokens(),
        usage.promptTokensDetails().flatMap(d -> d.cachedTokens()).orElse(0L),
        usage.completionTokensDetails().flatMap(d -> d.reasoningTokens()).orElse(0L));
  }
}
