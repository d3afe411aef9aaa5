package dev.fairlead.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.config.Schema;
import dev.fairlead.config.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckCommandTest {
  private record Run(int code, String out) {}

  @TempDir private Path directory = Path.of("");

  private static Run run(String... args) {
    var out = new StringWriter();
    var around =
        new Surroundings(Map.of("KEY", "sk-hidden"), Set.of("openai", "mistral"), _ -> true);
    var line = new CommandLine(new CheckCommand(around)).setOut(new PrintWriter(out));
    return new Run(line.execute(args), out.toString());
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("fairlead.yaml"), yaml).toString();
  }

  @Test
  void aProblemIsShownWithItsLineAndACaret() throws IOException {
    var file = file("listen:\n  port: 8080\ntimeouts:\n  connect: 5 parsecs\n");
    assertThat(run("--config", file))
        .isEqualTo(
            new Run(
                1,
                """
                %s:4:12: timeouts.connect: "5 parsecs" (expected: a duration as 500ms, 5s, 2m, 1h; \
                from 1ms to 24h)
                    connect: 5 parsecs
                             ^^^^^^^^^

                1 problem in %s.
                """
                    .formatted(file, file)));
  }

  @Test
  void aGoodFileIsSummedUpWithoutSecrets() throws IOException {
    var file =
        file(
            """
            providers:
              openai: {key: "${KEY}"}
              mistral: {enabled: false}
              rack: {base-url: "http://h/v1", models: [{model: a/b}]}
            aliases: {fast: [a/b, openai/gpt-5]}
            catalogue: {overrides: [{model: a/b, context: 8k}]}
            """);
    assertThat(run("-c", file))
        .isEqualTo(
            new Run(
                0,
                """
                %s is valid.
                  data port     0.0.0.0:8080, without TLS
                  control port  127.0.0.1:8081
                  provider      openai: 1 key
                  provider      mistral: key from its environment variable, switched off
                  provider      rack (your own): no key needed, at http://h/v1, with a/b
                  alias         fast → a/b, openai/gpt-5
                  override      a/b at every provider
                """
                    .formatted(file)));
  }

  @Test
  void jsonHasTheProblemsForPrograms() throws IOException {
    var run = run("--json", "-c", file("listen: {port: 70000}"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("\"valid\": false", "\"line\": 1", "\"column\": 16", "\"found\": \"70000\"");
  }

  @Test
  void jsonOfAGoodFileHasNoSecret() throws IOException {
    var run = run("--json", "-c", file("providers: {openai: {key: \"${KEY}\"}}"));
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\"valid\": true", "\"keys\": 1").doesNotContain("sk-hidden");
  }

  @Test
  void aFileThatIsNotThereCannotBeUsed() {
    var run = run("-c", "no-such.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("no-such.yaml: no such file (expected: a file to read)");
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    assertThat(run()).satisfies(run -> assertThat(run.code()).isZero());
    assertThat(run().out()).startsWith("There is no fairlead.yaml here: the defaults hold.");
  }

  @Test
  void theSchemaComesOutAsItIsPublished() {
    assertThat(run("--schema")).isEqualTo(new Run(0, Schema.text()));
  }

  @Test
  void theHelpHasExamples() {
    assertThat(run("--help").out()).contains("Examples:", "fairlead check --config prod.yaml");
  }
}
