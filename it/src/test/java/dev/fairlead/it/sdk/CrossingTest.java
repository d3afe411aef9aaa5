package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.it.recordings.Recording;
import dev.fairlead.it.recordings.Said;
import java.io.IOException;
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

  private static void prove(Recording recording, String caller, boolean stream)
      throws IOException {
    var told = Crossing.of(recording, caller, stream).told();
    var library = Client.of(caller);
    var read = stream ? library.stream(told) : library.plain(told);
    var expected = Loss.allowed(recording, caller, Said.by(recording), read);
    assertThat(read.text()).as("text").isEqualTo(expected.text());
    assertThat(read.thoughts()).as("thoughts").isEqualTo(expected.thoughts());
    assertThat(read.calls()).as("calls").isEqualTo(expected.calls());
    assertThat(read.end()).as("end").isEqualTo(expected.end());
    assertThat(read.tokens()).as("tokens").isEqualTo(expected.tokens());
    PROVEN.merge(recording.dialect() + " to " + caller + (stream ? ", stream" : ""), 1, Integer::sum);
  }
}
