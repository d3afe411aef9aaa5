package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.fairlead.it.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own Java library against a gateway with its simulated provider. */
final class OpenAiJavaTest {
  private static final String ECHO = "simulated/echo";

  @TempDir private static Path directory;
  private static Served gateway;
  private static OpenAIClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    gateway = Served.simulated(directory);
    client = client(gateway.key());
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(gateway.url() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Say it again, Sam.");
  }

  @Test
  void aChatIsAnswered() {
    var answer = client.chat().completions().create(chat(ECHO).build());
    var choice = answer.choices().getFirst();
    var usage = answer.usage().orElseThrow();

    assertThat(choice.message().content()).contains("Say it again, Sam.");
    assertThat(choice.finishReason().asString()).isEqualTo("stop");
    assertThat(usage.promptTokens()).isPositive();
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    assertThat(answer.isValid()).isTrue();
  }

  @Test
  void aStreamGivesTheSameTextAsItsPieces() {
    var chunks = stream(chat(ECHO).build());

    assertThat(text(chunks)).isEqualTo("Say it again, Sam.");
    assertThat(chunks).hasSizeGreaterThan(2).allSatisfy(c -> assertThat(c.usage()).isEmpty());
  }

  @Test
  void aStreamEndsWithUsageWhereItIsAskedFor() {
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    var chunks = stream(chat(ECHO).streamOptions(options).build());
    var accumulator = ChatCompletionAccumulator.create();
    chunks.forEach(accumulator::accumulate);

    assertThat(chunks.getLast().choices()).isEmpty();
    assertThat(chunks.getLast().usage()).isPresent();
    assertThat(accumulator.chatCompletion().usage().orElseThrow().completionTokens()).isPositive();
    assertThat(text(chunks)).isEqualTo("Say it again, Sam.");
  }

  private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
    try (var response = client.chat().completions().createStreaming(params)) {
      return response.stream().toList();
    }
  }

  private static String text(List<ChatCompletionChunk> chunks) {
    return chunks.stream()
        .flatMap(c -> c.choices().stream())
        .map(c -> c.delta().content().orElse(""))
        .collect(Collectors.joining());
  }

  @Test
  void aToolIsCalledAndItsResultIsTakenUp() {
    var params = chat("simulated/tools").addTool(weather());
    var asked = client.chat().completions().create(params.build());
    var message = asked.choices().getFirst().message();
    var call = message.toolCalls().orElseThrow().getFirst().asFunction();

    assertThat(asked.choices().getFirst().finishReason().asString()).isEqualTo("tool_calls");
    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(call.function().arguments()).contains("\"city\"");

    var answered =
        client
            .chat()
            .completions()
            .create(
                params
                    .addMessage(message)
                    .addMessage(
                        ChatCompletionToolMessageParam.builder()
                            .toolCallId(call.id())
                            .content("21 degrees")
                            .build())
                    .build());
    assertThat(answered.choices().getFirst().message().content().orElseThrow())
        .contains("21 degrees");
  }

  @Test
  void aToolIsCalledInAStream() {
    var accumulator = ChatCompletionAccumulator.create();
    stream(chat("simulated/tools").addTool(weather()).build()).forEach(accumulator::accumulate);
    var calls = accumulator.chatCompletion().choices().getFirst().message().toolCalls();

    assertThat(calls.orElseThrow().getFirst().asFunction().function().name()).isEqualTo("weather");
  }

  private static ChatCompletionFunctionTool weather() {
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name("weather")
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build())
                .build())
        .build();
  }

  @Test
  void textsAreEmbedded() {
    var answer =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("simulated/embed")
                    .inputOfArrayOfStrings(List.of("one", "two"))
                    .dimensions(8)
                    .build());

    assertThat(answer.data()).hasSize(2);
    assertThat(answer.data().getFirst().embedding()).hasSize(8);
    assertThat(answer.data().getFirst().embedding())
        .isNotEqualTo(answer.data().getLast().embedding());
    assertThat(answer.usage().promptTokens()).isPositive();
  }

  @Test
  void aPromptIsCompleted() {
    var params = CompletionCreateParams.builder().model(ECHO).prompt("Once more.").build();
    try (var streamed = client.completions().createStreaming(params)) {
      assertThat(client.completions().create(params).choices().getFirst().text())
          .isEqualTo("Once more.");
      assertThat(
              streamed.stream()
                  .flatMap(c -> c.choices().stream())
                  .map(c -> c.text())
                  .collect(Collectors.joining()))
          .isEqualTo("Once more.");
    }
  }

  @Test
  void modelsAreListedAndFoundByName() {
    var listed = client.models().list().data();

    assertThat(listed).extracting(Model::id).contains(ECHO, "simulated/embed");
    assertThat(client.models().retrieve(ECHO).id()).isEqualTo(ECHO);
    assertThat(listed).allSatisfy(m -> assertThat(m.isValid()).isTrue());
  }

  @Test
  void aWrongKeyIsUnauthorized() {
    var stranger = client("sk-none-of-yours");
    refused(UnauthorizedException.class, stranger, chat(ECHO), 401, "invalid_api_key");
    stranger.close();
  }

  @Test
  void anUnknownModelIsNotFound() {
    refused(NotFoundException.class, client, chat("nobody/nothing"), 404, "model_not_found");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.models().retrieve("nobody/nothing"))
        .satisfies(e -> assertThat(e.code()).contains("model_not_found"));
  }

  @Test
  void aRequestWithoutMessagesIsBad() {
    var params = ChatCompletionCreateParams.builder().model(ECHO).messages(List.of());
    refused(BadRequestException.class, client, params, 400, "invalid_value");
  }

  @Test
  void aProvidersRateLimitIsOne() {
    var refusal =
        refused(
            RateLimitException.class,
            client,
            chat("simulated/limited"),
            429,
            "rate_limit_exceeded");
    assertThat(refusal.headers().values("retry-after")).isNotEmpty();
  }

  @Test
  void aProvidersOutageIsAServerError() {
    refused(
        InternalServerException.class, client, chat("simulated/down"), 503, "service_unavailable");
  }

  private static <E extends OpenAIServiceException> OpenAIServiceException refused(
      Class<E> type,
      OpenAIClient client,
      ChatCompletionCreateParams.Builder params,
      int status,
      String code) {
    var thrown =
        assertThatExceptionOfType(type)
            .isThrownBy(() -> client.chat().completions().create(params.build()))
            .actual();
    assertThat(thrown.statusCode()).isEqualTo(status);
    assertThat(thrown.code()).contains(code);
    assertThat(thrown.getMessage()).isNotBlank();
    return thrown;
  }
}
