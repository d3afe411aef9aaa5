package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.errors.AnthropicInvalidDataException;
import dev.fairlead.it.recordings.Recording;
import dev.fairlead.it.recordings.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every recorded answer, told to the callers of every dialect, plain and as a stream, whichever of
 * the two it was recorded as. The official library of the dialect must read it, and find in it what
 * the recording says.
 */
@EnabledIfSystemProperty(
    named = "recordings",
    matches = ".+",
    disabledReason = "no folder of recorded exchanges is given: -Drecordings=DIRECTORY")
final class CrossingTest {
  private static final List<String> CALLERS =
      List.of("openai.chat", "openai.responses", "anthropic.messages", "gemini.generate");
  private static final Map<String, Integer> PROVEN = new TreeMap<>();

  @AfterAll
  static void tell() {
    System.out.printf("answers told to every caller: %s%n", PROVEN);
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerIsToldToEveryCaller() throws IOException {
    var folder = Path.of(Objects.requireNonNull(System.getProperty("recordings")));
    return Recording.of(folder, Said.dialects()).stream()
        .filter(Recording::answered)
        .flatMap(r ->
            CALLERS.stream()
                .flatMap(caller ->
                    Stream.of(false, true)
                        .map(stream ->
                            DynamicTest.dynamicTest(
                                "%s to %s, %s"
                                    .formatted(r.name(), caller, stream ? "stream" : "plain"),
                                () -> prove(r, caller, stream)))));
  }

  private static void prove(Recording recording, String caller, boolean stream) throws IOException {
    if (customInChunks(recording, caller, stream)) {
      return;
    }
    var told = Crossing.of(recording, caller, stream).told();
    var read = read(client(recording, caller), told, stream);
    var expected = Loss.expected(new Loss.Case(recording, caller, stream, read));
    assertThat(read.text()).as("text").isEqualTo(expected.text());
    assertThat(read.thoughts()).as("thoughts").isEqualToIgnoringWhitespace(expected.thoughts());
    assertThat(read.calls()).as("calls").isEqualTo(expected.calls());
    assertThat(read.end()).as("end").isEqualTo(expected.end());
    assertThat(read.tokens()).as("tokens").isEqualTo(expected.tokens());
    var way = recording.dialect() + " to " + caller;
    PROVEN.merge(way, 1, Integer::sum);
  }

  private static Said read(Client library, byte[] told, boolean stream) throws IOException {
    return stream ? library.stream(told) : library.plain(told);
  }

  /** OpenAI's library has no calls with free text in the chunks of a chat. */
  private static boolean customInChunks(Recording recording, String caller, boolean stream) {
    return stream
        && caller.equals("openai.chat")
        && new String(recording.body(), StandardCharsets.UTF_8).contains("custom_tool_call");
  }

  /** Where a library finds fault with what its own maker's service has sent, it need not check. */
  private static Client client(Recording recording, String caller) throws IOException {
    var library = Client.of(caller);
    if (caller.equals("anthropic.messages") && recording.dialect().equals(caller)) {
      try {
        read(library, recording.body(), recording.sse());
      } catch (AnthropicInvalidDataException _) {
        PROVEN.merge("not checked, as the library refuses the recording itself", 1, Integer::sum);
        return new MessagesClient(false);
      }
    }
    return library;
  }
}
