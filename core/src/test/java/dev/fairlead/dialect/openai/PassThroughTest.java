package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Prepared;
import dev.fairlead.provider.Quirks;
import dev.fairlead.provider.Quirks.MaxTokens;
import dev.fairlead.provider.Quirks.StreamUsage;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PassThroughTest {
  private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

  @Test
  void whatNeedsNoEditPassesByteForByte() {
    var body = " {\n \"messages\" : [{\"role\":\"user\"}],\"x\":1.50,\"model\":\"up\"}\n";
    var bytes = body.getBytes(UTF_8);
    var prepared = PassThrough.write(Envelopes.read(Operation.CHAT, bytes), "up", Quirks.NONE);
    assertThat(prepared.body()).asString(UTF_8).isEqualTo(body.strip());
    assertThat(prepared.warnings()).isEmpty();
    assertThat(prepared.hideUsage()).isFalse();
  }

  @Test
  void theModelIsNamedAsTheProviderKnowsItAndOursGoes() {
    expect(
        "{\"models\":[\"b\"],\"model\":\"a/b\",%s,\"provider\":{\"order\":[\"x\"]},\"route\":\"fallback\","
            + "\"usage\":{\"include\":true},\"seed\":7}",
        Quirks.NONE, "{\"model\":\"up\",%s,\"seed\":7}");
    expect("{\"models\":[\"a\"],%s}", Quirks.NONE, "{%s,\"model\":\"up\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ,\"stream_options\":{\"include_usage\":true} | true",
        "`,\"stream_options\":null` | ,\"stream_options\":{\"include_usage\":true} | true",
        "`,\"stream_options\":{}` | ,\"stream_options\":{\"include_usage\":true} | true",
        "`,\"stream_options\":{\"x\":1}` | `,\"stream_options\":{\"x\":1,\"include_usage\":true}` | true",
        "`,\"stream_options\":{\"include_usage\":false}` | ,\"stream_options\":{\"include_usage\":true}"
            + " | true",
        "`,\"stream_options\":{\"include_usage\":true}` |"
            + " ,\"stream_options\":{\"include_usage\":true} | false",
      })
  void usageIsAskedForAndHiddenIfTheCallerDidNot(String given, String sent, boolean hidden) {
    var prepared =
        expect(
            "{\"model\":\"m\",%s,\"stream\":true" + given + "}",
            Quirks.NONE,
            "{\"model\":\"up\",%s,\"stream\":true" + sent + "}");
    assertThat(prepared.hideUsage()).isEqualTo(hidden);
  }

  @Test
  void withoutAStreamUsageIsNotAskedFor() {
    expect("{\"model\":\"m\",%s}", Quirks.NONE, "{\"model\":\"up\",%s}");
  }

  @Test
  void whoAsksForCostSeesTheUsage() {
    var prepared =
        expect(
            "{\"model\":\"m\",%s,\"stream\":true,\"usage\":{\"include\":true}}",
            Quirks.NONE,
            "{\"model\":\"up\",%s,\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    assertThat(prepared.hideUsage()).isFalse();
  }

  @Test
  void aProviderThatSendsUsageAlwaysIsNotAsked() {
    var prepared =
        expect(
            "{\"model\":\"m\",%s,\"stream\":true}",
            quirks(StreamUsage.ALWAYS, MaxTokens.EITHER), "{\"model\":\"up\",%s,\"stream\":true}");
    assertThat(prepared.hideUsage()).isFalse();
  }

  @Test
  void aProviderThatRefusesTheOptionDoesNotGetIt() {
    var refused = quirks(StreamUsage.REFUSED, MaxTokens.EITHER);
    var prepared =
        expect(
            "{\"model\":\"m\",%s,\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
            refused, "{\"model\":\"up\",%s,\"stream\":true}");
    assertThat(prepared.warnings()).containsExactly("dropped=stream_options");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OLD | \"max_completion_tokens\":5 | \"max_tokens\":5 | 0",
        "OLD | \"max_tokens\":5 | \"max_tokens\":5 | 0",
        "OLD | \"max_tokens\":5,\"max_completion_tokens\":6 | \"max_tokens\":6 | 1",
        "NEW | \"max_tokens\":5 | \"max_completion_tokens\":5 | 0",
        "NEW | \"max_tokens\":5,\"max_completion_tokens\":6 | \"max_completion_tokens\":6 | 1",
        "EITHER | \"max_tokens\":5,\"max_completion_tokens\":6 |"
            + " \"max_tokens\":5,\"max_completion_tokens\":6 | 0",
      })
  void theLimitGoesByTheNameThatIsRead(MaxTokens quirk, String given, String sent, int warnings) {
    var prepared =
        expect(
            "{\"model\":\"m\",%s," + given + "}",
            quirks(StreamUsage.ASK, quirk),
            "{\"model\":\"up\",%s," + sent + "}");
    assertThat(prepared.warnings()).hasSize(warnings);
  }

  @Test
  void fieldsAreLeftOutWithAWarningAndRenamedWithout() {
    var quirks =
        new Quirks(
            StreamUsage.ASK,
            MaxTokens.EITHER,
            Set.of("seed"),
            Map.of("user", "user_id", "a", "b"),
            true);
    var prepared =
        expect(
            "{\"model\":\"m\",%s,\"seed\":7,\"user\":\"u\",\"a\":1,\"b\":2}",
            quirks, "{\"model\":\"up\",%s,\"user_id\":\"u\",\"a\":1,\"b\":2}");
    assertThat(prepared.warnings()).containsExactly("dropped=seed");
  }

  @Test
  void developersAreSystemWhereTheRoleIsNotKnown() {
    var quirks = new Quirks(StreamUsage.ASK, MaxTokens.EITHER, Set.of(), Map.of(), false);
    var body =
        "{\"model\":\"m\",\"messages\":[ {\"role\":\"developer\",\"content\":\"developer é\"} ,"
            + "{\"content\":[],\"role\" : \"developer\"},{\"role\":\"user\",\"x\":\"developer\"}]}";
    assertThat(write(body, quirks).body())
        .asString(UTF_8)
        .isEqualTo(
            "{\"model\":\"up\",\"messages\":[ {\"role\":\"system\",\"content\":\"developer é\"} ,"
                + "{\"content\":[],\"role\" : \"system\"},{\"role\":\"user\",\"x\":\"developer\"}]}");
  }

  private static Quirks quirks(StreamUsage usage, MaxTokens limit) {
    return new Quirks(usage, limit, Set.of(), Map.of(), true);
  }

  private static Prepared expect(String body, Quirks quirks, String expected) {
    var prepared = write(body.replace("%s", HI), quirks);
    assertThat(prepared.body()).asString(UTF_8).isEqualTo(expected.replace("%s", HI));
    return prepared;
  }

  private static Prepared write(String body, Quirks quirks) {
    return PassThrough.write(Envelopes.read(Operation.CHAT, body.getBytes(UTF_8)), "up", quirks);
  }

  @Test
  void t044AnEmptyThoughtStandsBesideCallsWhereThoughtsMustComeBack() {
    var body =
        "{\"model\":\"a/b\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
            + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\"}]},"
            + "{\"role\":\"tool\",\"content\":\"1\"},{\"role\":\"assistant\",\"content\":\"y\"},"
            + "{\"role\":\"user\",\"content\":\"z\"},{\"role\":\"assistant\",\"content\":\"w\"},"
            + "{\"role\":\"assistant\",\"reasoning_content\":\"r\",\"tool_calls\":[{}]}]}";
    var envelope = Envelopes.read(Operation.CHAT, Ends.bytes(body));
    var sent = PassThrough.write(envelope, "a/b", Ends.at("deepseek", "a/b").provider().quirks());
    assertThat(new String(sent.body(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            body.replace(
                    "{\"role\":\"assistant\",\"tool_calls\":[{\"id\"",
                    "{\"reasoning_content\":\"\",\"role\":\"assistant\",\"tool_calls\":[{\"id\"")
                .replace(
                    "{\"role\":\"assistant\",\"content\":\"y\"",
                    "{\"reasoning_content\":\"\",\"role\":\"assistant\",\"content\":\"y\""));
  }
}
