package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.conversations.ConversationCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.fairlead.it.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's own Java library and responses that the gateway keeps, of a provider that keeps none.
 */
final class ResponsesTest {
  private static final String ECHO = "simulated/echo";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path directory;
  private static Served gateway;
  private static OpenAIClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    gateway = Served.simulated(directory);
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.url() + "/v1")
            .apiKey(gateway.key())
            .maxRetries(0)
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  private static ResponseCreateParams.Builder asked(String input) {
    return ResponseCreateParams.builder().model(ECHO).input(input);
  }

  private static String said(Response response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .map(text -> text.text())
        .collect(Collectors.joining());
  }

  @Test
  void aResponseIsMadeContinuedListedAndDeleted() {
    var responses = client.responses();
    var first = responses.create(asked("one").build());
    assertThat(first.isValid()).isTrue();
    assertThat(said(first)).isEqualTo("one");
    var second = responses.create(asked("two").previousResponseId(first.id()).build());
    assertThat(second.previousResponseId()).contains(first.id());

    var again = responses.retrieve(second.id());
    assertThat(again).isEqualTo(second);
    assertThat(responses.inputItems().list(second.id()).autoPager().stream()).hasSize(3);

    responses.delete(first.id());
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> responses.retrieve(first.id()));
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> responses.create(asked("three").previousResponseId(second.id()).build()));
  }

  @Test
  void aConversationIsCarriedOn() {
    var conversation = client.conversations().create(ConversationCreateParams.builder().build());
    var response = client.responses().create(asked("one").conversation(conversation.id()).build());
    assertThat(response.conversation().orElseThrow().id()).isEqualTo(conversation.id());
    client.responses().create(asked("two").conversation(conversation.id()).build());

    var items = client.conversations().items();
    assertThat(items.list(conversation.id()).autoPager().stream()).hasSize(4);
    assertThat(client.conversations().retrieve(conversation.id())).isEqualTo(conversation);
    assertThat(client.conversations().delete(conversation.id()).deleted()).isTrue();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> client.conversations().retrieve(conversation.id()));
  }

  @Test
  void aResponseIsMadeInTheBackground() throws InterruptedException {
    var queued = client.responses().create(asked("one").background(true).build());
    assertThat(queued.isValid()).isTrue();
    assertThat(queued.status()).contains(ResponseStatus.QUEUED);
    assertThat(said(ended(queued.id()))).isEqualTo("one");
  }

  private static Response ended(String id) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var now = client.responses().retrieve(id);
      if (now.status().filter(ResponseStatus.COMPLETED::equals).isPresent()) {
        return now;
      }
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("%s (expected: completed within %s)".formatted(now, PATIENCE));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void aStreamInTheBackgroundIsResumed() {
    List<ResponseStreamEvent> all;
    try (var stream =
        client.responses().createStreaming(asked("one two three").background(true).build())) {
      all = stream.stream().toList();
    }
    var done = all.getLast().completed().orElseThrow().response();
    assertThat(said(done)).isEqualTo("one two three");
    assertThat(all).allMatch(ResponseStreamEvent::isValid);

    var params = ResponseRetrieveParams.builder().startingAfter(2).build();
    try (var stream = client.responses().retrieveStreaming(done.id(), params)) {
      assertThat(stream.stream().toList()).isEqualTo(all.subList(3, all.size()));
    }
  }

  @Test
  void aResponseInTheBackgroundIsCancelled() {
    var slow =
        asked("x")
            .background(true)
            .putAdditionalHeader("x-simulate", "tokens=2000,tokens-per-second=50")
            .build();
    var queued = client.responses().create(slow);
    assertThat(client.responses().cancel(queued.id()).status()).contains(ResponseStatus.CANCELLED);
    assertThat(client.responses().retrieve(queued.id()).status())
        .contains(ResponseStatus.CANCELLED);
  }
}
