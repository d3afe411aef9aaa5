package dev.fairlead.config;

import static dev.fairlead.config.Files.messages;
import static dev.fairlead.config.Files.problems;
import static dev.fairlead.config.Files.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.config.Config.KeyConfig;
import dev.fairlead.config.Config.ModelConfig;
import dev.fairlead.provider.Accent;
import dev.fairlead.provider.Quirks;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {

  @Test
  void anEmptyFileIsTheDefaults() {
    assertThat(valid("")).isEqualTo(Config.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"# only a comment\n", "listen:\nproviders:\n", "{}", "\uFEFFlisten: {}"})
  void sectionsWithNothingInThemAreTheDefaults(String yaml) {
    var config = valid(yaml);
    assertThat(config.listen()).isEqualTo(Config.Listen.DEFAULT);
    assertThat(config.providers()).isEmpty();
    assertThat(config.hash()).isNotEqualTo(Config.DEFAULT.hash());
  }

  @Test
  void everyKeyArrivesInItsPlace() {
    var config = valid(Files.everyKey());
    assertThat(config.listen())
        .isEqualTo(
            new Config.Listen(
                "::1",
                1,
                2,
                Config.Transport.NIO,
                Optional.of(new Config.Tls("chain.pem", "key.pem"))));
    assertThat(config.control()).isEqualTo(new Config.Control("localhost", 2));
    assertThat(config.limits()).isEqualTo(new Config.Limits(1_000_000, 2048, 1 << 30, 3, 4));
    assertThat(config.timeouts())
        .isEqualTo(
            new Config.Timeouts(
                Duration.ofMillis(1),
                Duration.ofSeconds(2),
                Duration.ofMinutes(3),
                Duration.ofHours(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10),
                Duration.ofSeconds(11)));
    assertThat(config.retry()).isEqualTo(new Config.Retry(5, 6, 7));
    assertThat(config.simulator()).isTrue();
    assertThat(config.overrides())
        .containsExactly(
            new ModelConfig(
                "openai/gpt-5", "rack", "five", 1000, 2000, List.of(), Map.of("cache_read", "1")));
  }

  @Test
  void keysComeAloneInAListAndWithWeights() {
    var providers = valid(Files.everyKey()).providers();
    assertThat(providers.keySet())
        .containsExactly("openai", "anthropic", "mistral", "rack", "open");
    assertThat(provider(providers, "openai").enabled()).isFalse();
    assertThat(provider(providers, "openai").keys())
        .containsExactly(new KeyConfig(new Secret("sk-from-env"), 1));
    assertThat(provider(providers, "anthropic").keys())
        .containsExactly(
            new KeyConfig(new Secret("plain"), 1), new KeyConfig(new Secret("pre-sk-from-env"), 3));
    assertThat(provider(providers, "mistral").keys())
        .containsExactly(new KeyConfig(new Secret("one"), 1));
  }

  @Test
  void aProviderOfOnesOwnIsReadWhole() {
    var providers = valid(Files.everyKey()).providers();
    var rack = provider(providers, "rack");
    assertThat(rack.baseUrl()).isEqualTo("http://localhost:8000/v1");
    assertThat(rack.headers()).isEqualTo(Map.of("X-A", "b"));
    assertThat(rack.models())
        .containsExactly(
            new ModelConfig(
                "own/model:fast",
                "",
                "M 1",
                128_000,
                1_000_000,
                List.of("tools"),
                Map.of("input", "0.10", "output", "0.40", "per_request", "0.000000000001")));
    assertThat(rack.quirks())
        .contains(
            new Quirks(
                StreamUsage.REFUSED,
                MaxTokens.NEW,
                Set.of("logit_bias"),
                Map.of("seed", "random_seed"),
                false,
                new Accent(
                    new Accent.Thoughts(
                        Accent.Ask.NONE,
                        Accent.Field.REASONING_DETAILS,
                        Accent.Replay.EMPTY_ALLOWED,
                        Accent.Tags.IMPLICIT_OPEN),
                    new Accent.Turns(
                        Accent.CallIds.NINE,
                        false,
                        true,
                        false,
                        true,
                        true,
                        false,
                        Accent.Prefill.PARTIAL,
                        false,
                        Accent.Marks.BREAKPOINT,
                        true,
                        false),
                    new Accent.Takes(
                        false,
                        false,
                        Accent.Strict.CLOSED,
                        Accent.Choice.AUTO_ONLY,
                        false,
                        3,
                        true,
                        true,
                        Accent.Search.PLUGIN,
                        1,
                        false))));
    assertThat(rack.auth()).isEqualTo("none");
    assertThat(provider(providers, "open").auth()).isEqualTo("bearer");
    assertThat(provider(providers, "openai").auth()).isEmpty();
  }

  private static Config.ProviderConfig provider(
      Map<String, Config.ProviderConfig> providers, String id) {
    return Objects.requireNonNull(providers.get(id));
  }

  @Test
  void anAliasOfAnAliasEndsAtModelsEachOnce() {
    assertThat(valid(Files.everyKey()).aliases())
        .isEqualTo(
            Map.of(
                "fast", List.of("openai/gpt-5-mini"),
                "best", List.of("openai/gpt-5-mini", "anthropic/claude-sonnet-4.5")));
  }

  @ParameterizedTest
  @CsvSource({
    "1048576,1048576",
    "32MiB,33554432",
    "32MB,32000000",
    "2KiB,2048",
    "2kB,2000",
    "2KB,2000",
    "1GiB,1073741824",
    "4096B,4096"
  })
  void sizesHaveBinaryAndDecimalUnits(String written, long bytes) {
    assertThat(valid("limits: {memory: 2GiB, body: " + written + "}").limits().body())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "${PORT},9000",
    "${NOPE:-7},7",
    "${EMPTY:-7},7",
    "9${NOPE:-0}0,900",
    "${PORT:-1},9000"
  })
  void variablesAreFilledInBeforeTheValueIsRead(String written, int port) {
    assertThat(valid("listen:\n  port: " + written).listen().port()).isEqualTo(port);
  }

  @Test
  void twoDollarsBeforeABraceStandForOne() {
    var yaml = "providers: {openai: {key: \"a$${KEY}b$c\"}}";
    assertThat(provider(valid(yaml).providers(), "openai").keys())
        .containsExactly(new KeyConfig(new Secret("a${KEY}b$c"), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "timeouts:§  connect: 5 parsecs|f:2:12: timeouts.connect: \"5 parsecs\" (expected: a"
            + " duration as 500ms, 5s, 2m, 1h; from 1ms to 24h)",
        "timeouts: {idle: 25h}|f:1:18: timeouts.idle: \"25h\" (expected: a duration as 500ms, 5s,"
            + " 2m, 1h; from 1ms to 24h)",
        "listen: {port: 65536}|f:1:16: listen.port: 65536 (expected: a whole number from 0 to"
            + " 65535)",
        "listen: {port: '80'}|f:1:16: listen.port: \"80\" (expected: a whole number from 0 to"
            + " 65535, without quotes)",
        "listen: {port: }|f:1:15: listen.port: no value (expected: a whole number from 0 to 65535)",
        "listen: {host: 127}|f:1:16: listen.host: 127 (expected: an address or a host name, as"
            + " 127.0.0.1, in quotes)",
        "lisen: {}|f:1:1: lisen: unknown key (expected: listen)",
        "timeouts: {first_token: 1s}|f:1:12: timeouts.first_token: unknown key (expected:"
            + " first-token)",
        "retry: {zzzzzz: 1}|f:1:9: retry.zzzzzz: unknown key (expected: one of attempts,"
            + " budget-percent, burst)",
        "retry: {burst: 1, burst: 2}|f:1:19: retry.burst: the same key again (expected: once; it"
            + " is already in line 1)",
        "listen: [1]|f:1:9: listen: a list (expected: a section of key: value lines)",
        "listen: {tls: {certificate: a.pem}}|f:1:15: listen.tls.key: missing (expected: a file"
            + " name)",
        "listen: {tls: {certificate: a.crt, key: k.pem}}|f:1:29: listen.tls.certificate: no such"
            + " file to read (expected: a PEM file)",
        "control: {port: 8080}|f:1:17: control.port: both ports are 8080 (expected: another port"
            + " for control than for listen)",
        "listen: {port: '${NOPE}'}|f:1:16: listen.port: the environment variable NOPE is not set"
            + " (expected: a value for it, or a default as ${NOPE:-…})",
        "listen: {port: '${WIDE}'}|f:1:16: listen.port: \"${WIDE}\" (expected: a whole number from"
            + " 0 to 65535)",
        "listen: {host: '${-x}'}|f:1:16: listen.host: a ${ that begins no variable (expected:"
            + " ${NAME} or ${NAME:-default}; $${ stands for ${ itself)",
        "providers: {opnai: {}}|f:1:13: providers.opnai: not a known provider; did you mean openai?"
            + " (expected: base-url for a provider of your own)",
        "providers: {mine: {base-url: 'ftp://x'}}|f:1:30: providers.mine.base-url: \"ftp://x\""
            + " (expected: a URL as https://api.example.com/v1, without user, query and fragment)",
        "providers: {mine: {base-url: 'http://x', auth: bearer}}|f:1:48: providers.mine.auth:"
            + " bearer without a key (expected: key, or auth: none)",
        "providers: {openai: {key: a, keys: b}}|f:1:36: providers.openai.keys: key is there too"
            + " (expected: one of key and keys)",
        "providers: {openai: {headers: {Host: x}}}|f:1:32: providers.openai.headers.Host: is set by"
            + " Fairlead itself (expected: another header)",
        "providers: {openai: {models: [{model: GPT}]}}|f:1:39: providers.openai.models[0].model:"
            + " \"GPT\" (expected: author/slug in lower case, as openai/gpt-5-mini)",
        "aliases: {a: b, b: a}|f:1:20: aliases.b: goes in a circle, a → b → a (expected: aliases"
            + " that end at models)",
        "aliases: {a: a}|f:1:14: aliases.a: goes in a circle, a → a (expected: aliases that end at"
            + " models)",
        "aliases: {x/y: a/b}|f:1:11: aliases.x/y: would hide the model of that name (expected: a"
            + " name without a slash, as fast)",
        "aliases: {fast: a/b, x: fats}|f:1:25: aliases.x: \"fats\" is neither a model nor an alias;"
            + " did you mean fast? (expected: author/slug in lower case, as openai/gpt-5-mini, or"
            + " another alias)",
        "catalogue: {overrides: [{model: a/b}]}|f:1:25: catalogue.overrides[0]: changes nothing"
            + " (expected: one of upstream-id, context, max-output, capabilities, prices)",
        "catalogue: {overrides: [{model: a/b, provider: x, context: 1}]}|f:1:48:"
            + " catalogue.overrides[0].provider: \"x\" is no provider (expected: a known provider,"
            + " or one of providers in this file)",
      })
  void aProblemSaysWhereWhatAndWhatWouldBeRight(String yaml, String message) {
    assertThat(messages(yaml.replace("§", "\n"))).containsExactly(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1234567", "-1", "1e-3", "1.", "12345678", "'0,5'", "\"\""})
  void aPriceThatIsNoExactDecimalIsRefused(String price) {
    var yaml = "catalogue: {overrides: [{model: a/b, prices: {input: " + price + "}}]}";
    assertThat(problems(yaml))
        .anySatisfy(
            problem -> assertThat(problem.path()).isEqualTo("catalogue.overrides[0].prices.input"));
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfTheFile() {
    var yaml = "simulator: 1\nlisten: {port: x}\naliases: {a: B/c}\nfoo: 1\n";
    assertThat(problems(yaml)).map(Problem::line).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anExcerptMarksWhatIsWrongAndLeavesOutTheRestOfTheLine() {
    var excerpt = problems("listen:\n  port: 99999   # sk-in-a-comment").getFirst().excerpt();
    assertThat(excerpt).isEqualTo(new Problem.Excerpt("  port: 99999", 8, 5));
  }

  @Test
  void aChainOfAliasesIsBounded() {
    var yaml = new StringBuilder("aliases:\n  a100: x/y\n");
    for (int i = 0; i < 100; i++) {
      yaml.append("  a").append(i).append(": a").append(i + 1).append('\n');
    }
    assertThat(messages(yaml.toString())).anyMatch(m -> m.contains("alias of alias of alias"));
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    var result = ConfigFile.read(Path.of("no-such.yaml"), Files.AROUND);
    assertThat(result)
        .isInstanceOfSatisfying(
            ConfigFile.Result.Invalid.class,
            invalid ->
                assertThat(invalid.problems().getFirst().in("no-such.yaml"))
                    .isEqualTo("no-such.yaml: no such file (expected: a file to read)"));
  }

  @Test
  void moreThanFourMebibytesAreNotRead() {
    var result = ConfigFile.read(new byte[ConfigFile.MAX_BYTES + 1], Files.AROUND);
    assertThat(result.toString()).contains("larger than 4 MiB");
  }

  @Test
  void bytesThatAreNotTextHaveAPlace() {
    var bytes = new byte[] {'a', ':', ' ', '1', '\n', 'b', (byte) 0xff};
    assertThat(ConfigFile.read(bytes, Files.AROUND))
        .isInstanceOfSatisfying(
            ConfigFile.Result.Invalid.class,
            invalid ->
                assertThat(invalid.problems().getFirst().in("f"))
                    .isEqualTo("f:2:2: bytes that are not UTF-8 (expected: UTF-8)"));
  }
}
