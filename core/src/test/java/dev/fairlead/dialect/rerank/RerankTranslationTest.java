package dev.fairlead.dialect.rerank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.catalog.Endpoint.Origin;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.openai.Operation;
import dev.fairlead.dialect.openai.PassedInbound;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.FailureException;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RerankTranslationTest {
  private static final Map<String, Provider> SHIPPED = Providers.shipped();

  private static final RerankInbound IN = new RerankInbound(new PassedInbound(Operation.EMBEDDING));

  private static Destination to(String provider) {
    var endpoint =
        new Endpoint(
            "test/r",
            "",
            provider,
            "rerank-1",
            Kind.RERANK,
            8_000,
            0,
            0,
            Set.of("text"),
            Set.of("text"),
            Set.of(),
            Prices.of(1, 1),
            List.of(),
            Origin.CONFIG);
    return new Destination(endpoint, Objects.requireNonNull(SHIPPED.get(provider)));
  }

  private static RerankTranslation translated(String body, RerankUpstream out, String provider) {
    var envelope = IN.envelope(new Call(Action.RERANK), body.getBytes(UTF_8));
    return new RerankTranslation(IN, envelope, out, to(provider), false);
  }

  private static String body(RerankTranslation translation) {
    return new String(translation.outgoing().body(), UTF_8);
  }

  private static String back(RerankTranslation translation, String answer) {
    return new String(translation.plain(answer.getBytes(UTF_8)), UTF_8);
  }

  private static final String COHERE =
      "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\",{\"text\":\"b\"}],\"top_n\":1,"
          + "\"max_tokens_per_doc\":100,\"return_documents\":true}";
  private static final String VOYAGE =
      "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_k\":2,"
          + "\"truncation\":false}";

  @Test
  void cohereToCohereKeepsWhatOnlyItHas() {
    var translation = translated(COHERE, RerankUpstream.cohere(), "cohere");
    assertThat(translation.outgoing().path()).isEqualTo("/rerank");
    assertThat(body(translation))
        .isEqualTo(
            "{\"model\":\"rerank-1\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_n\":1,"
                + "\"max_tokens_per_doc\":100}");
    assertThat(translation.warnings()).isEmpty();
    assertThat(
            back(
                translation,
                "{\"id\":\"x\",\"results\":[{\"index\":1,\"relevance_score\":0.90,"
                    + "\"relevant_spans\":[1]}],\"meta\":{\"billed_units\":{\"search_units\":1}}}"))
        .isEqualTo(
            "{\"id\":\"x\",\"model\":\"m\",\"results\":[{\"index\":1,\"relevance_score\":0.90,"
                + "\"document\":{\"text\":\"b\"},\"relevant_spans\":[1]}],"
                + "\"meta\":{\"billed_units\":{\"search_units\":1}}}");
    assertThat(translation.usage().reported()).isFalse();
  }

  @Test
  void cohereToVoyageAndBack() {
    var translation = translated(COHERE, RerankUpstream.voyage(), "voyage");
    assertThat(body(translation))
        .isEqualTo(
            "{\"model\":\"rerank-1\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_k\":1}");
    assertThat(translation.warnings()).containsExactly("dropped=max_tokens_per_doc");
    assertThat(
            back(
                translation,
                "{\"object\":\"list\",\"data\":[{\"index\":0,\"relevance_score\":1e-3}],"
                    + "\"model\":\"rerank-2\",\"usage\":{\"total_tokens\":26}}"))
        .isEqualTo(
            "{\"model\":\"rerank-2\",\"results\":[{\"index\":0,\"relevance_score\":1e-3,"
                + "\"document\":{\"text\":\"a\"}}],\"meta\":{\"api_version\":{\"version\":\"2\"},"
                + "\"tokens\":{\"input_tokens\":26}},\"usage\":{\"total_tokens\":26}}");
    assertThat(translation.usage().input()).isEqualTo(26);
  }

  @Test
  void voyageToJinaAndBack() {
    var translation = translated(VOYAGE, RerankUpstream.jina(), "jina");
    assertThat(body(translation))
        .isEqualTo(
            "{\"model\":\"rerank-1\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_n\":2,"
                + "\"return_documents\":false,\"truncation\":false}");
    assertThat(
            back(
                translation,
                "{\"model\":\"j\",\"results\":[{\"index\":1,\"relevance_score\":0.5},"
                    + "{\"index\":0,\"relevance_score\":0.25}],\"usage\":{\"total_tokens\":3}}"))
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"index\":1,\"relevance_score\":0.5},"
                + "{\"index\":0,\"relevance_score\":0.25}],\"model\":\"j\","
                + "\"usage\":{\"total_tokens\":3}}");
  }

  @Test
  void voyageToCohereLosesItsWishForWholeDocuments() {
    var translation = translated(VOYAGE, RerankUpstream.cohere(), "cohere");
    assertThat(body(translation)).contains("\"top_n\":2").doesNotContain("truncation");
    assertThat(translation.warnings()).anyMatch(w -> w.startsWith("dropped=truncation"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query\":\"q\",\"documents\":[\"a\"]}|model",
        "{\"model\":1,\"query\":\"q\",\"documents\":[\"a\"]}|model",
        "{\"model\":\"m\",\"documents\":[\"a\"]}|query",
        "{\"model\":\"m\",\"query\":{},\"documents\":[\"a\"]}|query",
        "{\"model\":\"m\",\"query\":\"q\"}|documents",
        "{\"model\":\"m\",\"query\":\"q\",\"documents\":{}}|documents",
        "{\"model\":\"m\",\"query\":\"q\",\"documents\":[]}|documents",
        "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\",1]}|documents[1]",
        "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\"],\"top_n\":0}|top_n",
        "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\"],\"top_k\":\"2\"}|top_k",
        "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\"],\"stream\":true}|stream",
      })
  void whatIsWrongIsNamed(String body, String param) {
    assertThatThrownBy(() -> translated(body, RerankUpstream.cohere(), "cohere"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        BadRequest.class, b -> assertThat(b.param()).isEqualTo(param)));
  }

  @Test
  void anErrorIsAMessage() {
    var error = IN.error(new Failure.UnknownKey());
    assertThat(error.status()).isEqualTo(401);
    assertThat(error.body()).startsWith("{\"message\":\"the key").contains("\"detail\":\"the key");
    assertThat(IN.isErrorBody(error.body().getBytes(UTF_8))).isTrue();
    var voyage = "{\"detail\":\"no such model\"}".getBytes(UTF_8);
    assertThat(RerankUpstream.voyage().error(400, voyage).message()).isEqualTo("no such model");
  }

  @Test
  void anAnswerMustFitTheRequest() {
    var translation = translated(VOYAGE, RerankUpstream.voyage(), "voyage");
    assertThatThrownBy(() -> back(translation, "{\"data\":[{\"index\":2,\"relevance_score\":1}]}"))
        .isInstanceOfSatisfying(
            AnswerFault.class, f -> assertThat(f.reason()).isEqualTo(Cause.GARBLED));
    assertThatThrownBy(() -> back(translation, "{\"message\":\"no\"}"))
        .isInstanceOfSatisfying(
            AnswerFault.class, f -> assertThat(f.reason()).isEqualTo(Cause.ERROR_INSIDE));
  }

  @Test
  void brokenBodiesAreFaultsAndNothingElse() {
    var random = new Random(19);
    var answer =
        "{\"id\":\"x\",\"results\":[{\"index\":1,\"relevance_score\":0.9}],\"meta\":{\"billed_units\":"
            + "{\"search_units\":1}},\"usage\":{\"total_tokens\":1}}";
    for (int i = 0; i < 2000; i++) {
      try {
        translated(broken(COHERE, random), RerankUpstream.cohere(), "cohere");
      } catch (FailureException e) {
        assertThat(e.failure()).isInstanceOf(BadRequest.class);
      }
      try {
        back(translated(COHERE, RerankUpstream.cohere(), "cohere"), broken(answer, random));
      } catch (AnswerFault e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  private static String broken(String body, Random random) {
    var text = new StringBuilder(body);
    text.setCharAt(random.nextInt(text.length()), "{}[]\",:0nt-".charAt(random.nextInt(11)));
    return text.toString();
  }
}
