package dev.fairlead.it.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** OpenAI's library, by its newer interface; it keeps the conversation itself. */
final class ResponsesCaller implements Caller {
  private final OpenAIClient client;

  ResponsesCaller(String url, String key) {
    client = OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(key).maxRetries(0).build();
  }

  @Override
  public void close() {
    client.close();
  }

  private static ResponseCreateParams.Builder params(String model, List<ResponseInputItem> input) {
    return ResponseCreateParams.builder()
        .model(model)
        .store(false)
        .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
        .inputOfResponse(input);
  }

  private static List<ResponseInputItem> question() {
    var input = new ArrayList<ResponseInputItem>();
    input.add(
        ResponseInputItem.ofEasyInputMessage(
            EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(QUESTION).build()));
    return input;
  }

  private Response answer(ResponseCreateParams params, boolean stream) {
    if (!stream) {
      return client.responses().create(params).validate();
    }
    var all = ResponseAccumulator.create();
    try (var response = client.responses().createStreaming(params)) {
      response.stream().forEach(event -> all.accumulate(event.validate()));
    }
    return all.response().validate();
  }

  private static String text(Response answer) {
    return answer.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(part -> part.outputText().stream())
        .map(text -> text.text())
        .collect(Collectors.joining());
  }

  @Override
  public String ask(String model, boolean stream) {
    return text(answer(params(model, question()).build(), stream));
  }

  @Override
  public String useTool(String model, boolean stream) {
    var parameters = FunctionTool.Parameters.builder();
    SCHEMA.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
    var tool =
        FunctionTool.builder().name(TOOL).parameters(parameters.build()).strict(false).build();
    var input = question();
    var answer = answer(params(model, input).addTool(tool).build(), stream);
    var calls = 0;
    for (var item : answer.output()) {
      item.message().map(ResponseInputItem::ofResponseOutputMessage).ifPresent(input::add);
      item.reasoning().map(ResponseInputItem::ofReasoning).ifPresent(input::add);
      item.functionCall().map(ResponseInputItem::ofFunctionCall).ifPresent(input::add);
    }
    for (var item : answer.output()) {
      if (item.isFunctionCall()) {
        calls++;
        input.add(
            ResponseInputItem.ofFunctionCallOutput(
                ResponseInputItem.FunctionCallOutput.builder()
                    .callId(item.asFunctionCall().callId())
                    .output(RESULT)
                    .build()));
      }
    }
    if (calls != 1) {
      throw new AssertionError("calls: %d (expected: 1) in %s".formatted(calls, answer));
    }
    return text(answer(params(model, input).addTool(tool).build(), stream));
  }

  @Override
  public long count(String model) {
    return client
        .responses()
        .inputTokens()
        .count(InputTokenCountParams.builder().model(model).input(QUESTION).build())
        .inputTokens();
  }

  @Override
  public Refused refused(String model) {
    try {
      throw new AssertionError(answer(params(model, question()).build(), false));
    } catch (OpenAIServiceException e) {
      return new Refused(
          e.statusCode(), String.valueOf(e.getMessage()), e.headers().values("retry-after"));
    }
  }
}
