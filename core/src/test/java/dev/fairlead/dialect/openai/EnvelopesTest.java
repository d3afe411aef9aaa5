package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopesTest {
  private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

  @Test
  void theEnvelopeIsReadAndNothingElse() {
    var envelope =
        chat(
            "{\"model\":\"a/b\",%s,\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"usage\":{\"include\":true},\"models\":[\"c/d\",\"a/b\"],\"unknown\":{\"x\":[1]},"
                + "\"provider\":{\"order\":[\"OpenAI\"],\"only\":[\"x\"],\"ignore\":[\"y\"],"
                + "\"allow_fallbacks\":false}}");

    assertThat(envelope.models()).containsExactly("a/b", "c/d");
    assertThat(envelope.stream()).isTrue();
    assertThat(envelope.usageAsked()).isTrue();
    assertThat(envelope.costAsked()).isTrue();
    assertThat(envelope.wishes())
        .isEqualTo(new Wishes(List.of("openai"), List.of("x"), List.of("y"), false));
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    for (var body :
        List.of(
            "{\"model\":\"m\",%s}",
            "{\"model\":\"m\",%s,\"stream\":null,\"stream_options\":null,\"provider\":null,"
                + "\"usage\":null,\"models\":null,\"max_tokens\":null}")) {
      var envelope = chat(body);
      assertThat(envelope.models()).containsExactly("m");
      assertThat(envelope.stream()).isFalse();
      assertThat(envelope.usageAsked()).isFalse();
      assertThat(envelope.costAsked()).isFalse();
      assertThat(envelope.wishes()).isEqualTo(Wishes.NONE);
    }
  }

  @Test
  void modelsAloneAreEnough() {
    assertThat(chat("{\"models\":[\"x\",\"y\"],%s}").models()).containsExactly("x", "y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | `` | invalid_json",
        "[] | `` | invalid_json",
        "\"text\" | `` | invalid_json",
        "{\"model\":\"m\",\"model\":\"n\"} | `` | invalid_json",
        "{\"model\":\"m\" | `` | invalid_json",
        "{HI} | model | missing_required_parameter",
        "{\"model\":null,HI} | model | missing_required_parameter",
        "{\"model\":7,HI} | model | invalid_type",
        "{\"model\":\"\",HI} | model | invalid_value",
        "{\"model\":\"a b\",HI} | model | invalid_value",
        "{\"model\":\"é\",HI} | model | invalid_value",
        "{\"models\":\"m\",HI} | models | invalid_type",
        "{\"models\":[1],HI} | models[0] | invalid_type",
        "{\"model\":\"m\"} | messages | missing_required_parameter",
        "{\"model\":\"m\",\"messages\":null} | messages | missing_required_parameter",
        "{\"model\":\"m\",\"messages\":\"Hi\"} | messages | invalid_type",
        "{\"model\":\"m\",\"messages\":[ ]} | messages | invalid_value",
        "{\"model\":\"m\",\"messages\":[\"Hi\"]} | messages[0] | invalid_type",
        "{\"model\":\"m\",HI,\"stream\":\"yes\"} | stream | invalid_type",
        "{\"model\":\"m\",HI,\"stream_options\":true} | stream_options | invalid_type",
        "{\"model\":\"m\",HI,\"stream_options\":{\"include_usage\":1}} | stream_options.include_usage"
            + " | invalid_type",
        "{\"model\":\"m\",HI,\"max_tokens\":\"9\"} | max_tokens | invalid_type",
        "{\"model\":\"m\",HI,\"max_tokens\":1.5} | max_tokens | invalid_value",
        "{\"model\":\"m\",HI,\"max_completion_tokens\":{}} | max_completion_tokens | invalid_type",
        "{\"model\":\"m\",HI,\"provider\":[]} | provider | invalid_type",
        "{\"model\":\"m\",HI,\"provider\":{\"sort\":\"price\"}} | provider.sort |"
            + " unsupported_parameter",
        "{\"model\":\"m\",HI,\"provider\":{\"only\":\"x\"}} | provider.only | invalid_type",
        "{\"model\":\"m\",HI,\"usage\":{\"include\":\"x\"}} | usage.include | invalid_type",
      })
  void whatIsWrongIsNamed(String body, String param, String code) {
    refused(Operation.CHAT, body.replace("HI", HI), param, code);
  }

  @Test
  void embeddingsAndCompletionsHaveTheirOwnContent() {
    refused(Operation.EMBEDDING, "{\"model\":\"m\"}", "input", "missing_required_parameter");
    refused(
        Operation.EMBEDDING,
        "{\"model\":\"m\",\"input\":\"x\",\"stream\":true}",
        "stream",
        "unsupported_value");
    refused(Operation.COMPLETION, "{\"model\":\"m\",\"prompt\":7}", "prompt", "invalid_type");
    for (var input : List.of("\"x\"", "[\"x\",\"y\"]", "[1,2]")) {
      assertThatNoException()
          .isThrownBy(() -> read(Operation.EMBEDDING, "{\"model\":\"m\",\"input\":" + input + "}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "4096", "-1"})
  void whichLimitMakesSenseIsTheProvidersToSay(String limit) {
    assertThatNoException()
        .isThrownBy(() -> chat("{\"model\":\"m\",%s,\"max_tokens\":" + limit + "}"));
  }

  @Test
  void moreThanSixteenModelsAreTooMany() {
    var names = new StringBuilder("\"m0\"");
    for (int i = 1; i <= 16; i++) {
      names.append(",\"m").append(i).append('"');
    }
    refused(Operation.CHAT, "{\"models\":[" + names + "]," + HI + "}", "models", "invalid_value");
  }

  private static void refused(Operation operation, String body, String param, String code) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(operation, body))
        .satisfies(e -> {
          assertThat(e.failure()).isInstanceOf(BadRequest.class);
          var bad = (BadRequest) e.failure();
          assertThat(bad.param()).isEqualTo(param);
          assertThat(bad.code()).isEqualTo(code);
          assertThat(bad.message()).isNotBlank();
        });
  }

  private static Envelope chat(String body) {
    return read(Operation.CHAT, body.replace("%s", HI));
  }

  private static Envelope read(Operation operation, String body) {
    return Envelopes.read(operation, body.getBytes(UTF_8));
  }
}
