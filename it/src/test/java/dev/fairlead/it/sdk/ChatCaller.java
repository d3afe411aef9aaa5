package dev.fairlead.it.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;

/** OpenAI's library, by its older interface. */
final class ChatCaller implements Caller {
  private final OpenAIClient client;

  ChatCaller(String url, String key) {
    client = OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(key).maxRetries(0).build();
  }

  @Override
  public void close() {
    client.close();
  }

  private static ChatCompletionCreateParams.Builder params(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(QUESTION);
  }

  private ChatCompletionMessage said(ChatCompletionCreateParams params, boolean stream) {
    return answer(params, stream).choices().getFirst().message();
  }

  private ChatCompletion answer(ChatCompletionCreateParams params, boolean stream) {
    if (!stream) {
      return client.chat().completions().create(params).validate();
    }
    var all = ChatCompletionAccumulator.create();
    try (var response = client.chat().completions().createStreaming(params)) {
      response.stream().forEach(chunk -> all.accumulate(chunk.validate()));
    }
    return all.chatCompletion();
  }

  @Override
  public String ask(String model, boolean stream) {
    return said(params(model).build(), stream).content().orElse("");
  }

  @Override
  public String useTool(String model, boolean stream) {
    var parameters = FunctionParameters.builder();
    SCHEMA.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
    var params =
        params(model)
            .addTool(
                ChatCompletionFunctionTool.builder()
                    .function(
                        FunctionDefinition.builder()
                            .name(TOOL)
                            .parameters(parameters.build())
                            .build())
                    .build());
    var message = said(params.build(), stream);
    var call = message.toolCalls().orElseThrow().getFirst().asFunction();
    if (!call.function().name().equals(TOOL)) {
      throw new AssertionError(call);
    }
    var result = ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content(RESULT);
    return said(params.addMessage(message).addMessage(result.build()).build(), stream)
        .content()
        .orElse("");
  }

  @Override
  public long count(String model) {
    return answer(params(model).build(), false).usage().orElseThrow().promptTokens();
  }

  @Override
  public Refused refused(String model) {
    try {
      throw new AssertionError(answer(params(model).build(), false));
    } catch (OpenAIServiceException e) {
      return new Refused(
          e.statusCode(), String.valueOf(e.getMessage()), e.headers().values("retry-after"));
    }
  }
}
