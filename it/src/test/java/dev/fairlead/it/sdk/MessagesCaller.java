package dev.fairlead.it.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Anthropic's library, with thinking switched on. */
final class MessagesCaller implements Caller {
  private static final int MOST = 4096;
  private static final int THOUGHT = 1024;

  private final AnthropicClient client;

  MessagesCaller(String url, String key) {
    client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey(key).maxRetries(0).build();
  }

  @Override
  public void close() {
    client.close();
  }

  private static MessageCreateParams.Builder params(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(MOST)
        .enabledThinking(THOUGHT)
        .addUserMessage(QUESTION);
  }

  private Message answer(MessageCreateParams params, boolean stream) {
    if (!stream) {
      return client.messages().create(params).validate();
    }
    var all = MessageAccumulator.create();
    try (var response = client.messages().createStreaming(params)) {
      response.stream().forEach(event -> all.accumulate(event.validate()));
    }
    return all.message();
  }

  private static String text(Message answer) {
    return answer.content().stream()
        .flatMap(block -> block.text().stream())
        .map(block -> block.text())
        .collect(Collectors.joining());
  }

  @Override
  public String ask(String model, boolean stream) {
    return text(answer(params(model).build(), stream));
  }

  @Override
  public String useTool(String model, boolean stream) {
    var properties =
        Tool.InputSchema.Properties.builder()
            .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
            .build();
    var schema = Tool.InputSchema.builder().properties(properties).required(List.of("city"));
    var params =
        params(model).addTool(Tool.builder().name(TOOL).inputSchema(schema.build()).build());
    var message = answer(params.build(), stream);
    var call = message.content().stream().filter(ContentBlock::isToolUse).findFirst().orElseThrow();
    var result =
        ContentBlockParam.ofToolResult(
            ToolResultBlockParam.builder()
                .toolUseId(call.asToolUse().id())
                .content(RESULT)
                .build());
    params.addMessage(message).addUserMessageOfContentBlockParams(List.of(result));
    return text(answer(params.build(), stream));
  }

  @Override
  public long count(String model) {
    return client
        .messages()
        .countTokens(
            MessageCountTokensParams.builder().model(model).addUserMessage(QUESTION).build())
        .inputTokens();
  }

  @Override
  public Refused refused(String model) {
    try {
      throw new AssertionError(answer(params(model).build(), false));
    } catch (AnthropicServiceException e) {
      return new Refused(
          e.statusCode(), String.valueOf(e.getMessage()), e.headers().values("retry-after"));
    }
  }
}
