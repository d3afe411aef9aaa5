package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.it.Served;
import dev.fairlead.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every official Java library against providers of every dialect, its own and the others. */
final class EveryPairTest {
  private static final List<String> DIALECTS =
      List.of("openai.chat", "openai.responses", "anthropic.messages", "gemini.generate");

  @TempDir private static Path directory;
  private static Simulator provider;
  private static Served gateway;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    provider = Simulator.start("127.0.0.1", 0, new Thinkers());
    gateway = Served.speaking(Thinkers.urls(provider), directory);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    provider.close();
  }

  static Stream<Arguments> pairs() {
    return DIALECTS.stream()
        .flatMap(caller -> DIALECTS.stream().map(provider -> Arguments.of(caller, provider)));
  }

  private static Caller caller(String dialect) {
    return Caller.of(dialect, gateway.url(), gateway.key());
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aQuestionIsAnswered(String caller, String to) {
    try (var app = caller(caller)) {
      assertThat(app.ask(to + "/echo", false)).isEqualTo(Caller.QUESTION);
      assertThat(app.ask(to + "/echo", true)).isEqualTo(Caller.QUESTION);
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aToolIsUsedAndTheThoughtsBeforeItComeBack(String caller, String to) {
    try (var app = caller(caller)) {
      assertThat(app.useTool(to + "/thinker", false)).contains(Caller.RESULT);
      assertThat(app.useTool(to + "/thinker", true)).contains(Caller.RESULT);
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void tokensAreCounted(String caller, String to) {
    try (var app = caller(caller)) {
      assertThat(app.count(to + "/echo")).isBetween(4L, 40L);
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void whatFailsFailsAsTheLibraryKnowsIt(String caller, String to) {
    try (var app = caller(caller);
        var stranger = Caller.of(caller, gateway.url(), "sk-none-of-yours")) {
      assertThat(stranger.refused(to + "/echo").status()).isEqualTo(401);
      // OpenAI's newer interface calls an unknown model a bad request.
      int unknown = to.equals("openai.responses") ? 400 : 404;
      assertThat(app.refused(to + "/nothing").status()).isEqualTo(unknown);
      assertThat(app.refused("nobody/nothing").status()).isEqualTo(404);
      assertThat(app.refused("nobody/nothing").message()).contains("nobody/nothing");
      var limited = app.refused(to + "/limited");
      assertThat(limited.status()).isEqualTo(429);
      if (!caller.equals("gemini.generate")) {
        assertThat(limited.retryAfter()).as("retry-after").isNotEmpty();
      }
    }
  }
}
