package dev.fairlead.dialect.embedding;

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
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.gemini.GeminiGenerate;
import dev.fairlead.dialect.gemini.GeminiUpstream;
import dev.fairlead.dialect.openai.Operation;
import dev.fairlead.dialect.openai.PassedInbound;
import dev.fairlead.dialect.openai.PassedUpstream;
import dev.fairlead.dialect.recorded.Recorded;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
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

final class EmbedTranslationTest {
  private static final Map<String, Provider> SHIPPED = Providers.shipped();

  private static final InboundWire GOOGLE = new GeminiGenerate();
  private static final OutboundWire GOOGLE_UP = GeminiUpstream.gemini();
  private static final EmbedInbound OPENAI =
      new OpenAiEmbeddings(new PassedInbound(Operation.EMBEDDING));
  private static final EmbedInbound GEMINI = GeminiEmbed.one(GOOGLE);
  private static final EmbedInbound BATCH = GeminiEmbed.batch(GOOGLE);
  private static final EmbedOutbound TO_OPENAI =
      new OpenAiEmbeddingsUpstream(new PassedUpstream(Operation.EMBEDDING, Action.EMBED));
  private static final EmbedOutbound TO_GEMINI = GeminiEmbedUpstream.one(GOOGLE_UP);
  private static final EmbedOutbound TO_COHERE = new CohereEmbedUpstream();

  private static Destination to(String provider) {
    var endpoint =
        new Endpoint(
            "test/e",
            "",
            provider,
            "embed-1",
            Kind.EMBEDDING,
            8_000,
            0,
            0,
            Set.of("text"),
            Set.of("embeddings"),
            Set.of(),
            Prices.of(1, 1),
            List.of(),
            Origin.CONFIG);
    return new Destination(endpoint, Objects.requireNonNull(SHIPPED.get(provider)));
  }

  private static Call call(InboundWire in) {
    return in == OPENAI
        ? new Call(Action.EMBED)
        : new Call(Action.EMBED, "test/e", false, Framing.SSE, "");
  }

  private static EmbedTranslation translated(
      EmbedInbound in, String body, EmbedOutbound out, String provider) {
    var envelope = in.envelope(call(in), body.getBytes(UTF_8));
    return new EmbedTranslation(in, envelope, out, to(provider), false);
  }

  private static String body(EmbedTranslation translation) {
    return new String(translation.outgoing().body(), UTF_8);
  }

  private static String back(EmbedTranslation translation, String answer) {
    return new String(translation.plain(answer.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void openAiToGeminiAndBack() {
    var translation =
        translated(
            OPENAI,
            "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":2,\"input_type\":\"query\","
                + "\"user\":\"u\"}",
            TO_GEMINI,
            "google");
    assertThat(translation.outgoing().path()).isEqualTo("/models/embed-1:batchEmbedContents");
    assertThat(body(translation))
        .isEqualTo(
            "{\"requests\":[{\"model\":\"models/embed-1\",\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                + "\"taskType\":\"RETRIEVAL_QUERY\",\"outputDimensionality\":2},"
                + "{\"model\":\"models/embed-1\",\"content\":{\"parts\":[{\"text\":\"b\"}]},"
                + "\"taskType\":\"RETRIEVAL_QUERY\",\"outputDimensionality\":2}]}");
    assertThat(translation.warnings()).containsExactly("dropped=user;the provider takes none");
    assertThat(
            back(
                translation,
                "{\"embeddings\":[{\"values\":[0.10,-1e-3]},{\"values\":[1,2]}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":4}}"))
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
                + "[0.10,-1e-3]},{\"object\":\"embedding\",\"index\":1,\"embedding\":[1,2]}],"
                + "\"model\":\"m\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}");
    assertThat(translation.usage().input()).isEqualTo(4);
  }

  @Test
  void oneInputIsOneRequestOfGemini() {
    var translation = translated(OPENAI, "{\"model\":\"m\",\"input\":\"a\"}", TO_GEMINI, "google");
    assertThat(translation.outgoing().path()).isEqualTo("/models/embed-1:embedContent");
    assertThat(body(translation))
        .isEqualTo("{\"model\":\"models/embed-1\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}");
    assertThat(back(translation, "{\"embedding\":{\"values\":[1]}}")).contains("[1]");
  }

  @Test
  void geminiToOpenAiAndBack() {
    var one =
        translated(
            GEMINI,
            "{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},"
                + "\"outputDimensionality\":3}",
            TO_OPENAI,
            "openai");
    assertThat(body(one))
        .isEqualTo(
            "{\"model\":\"embed-1\",\"input\":[\"ab\"],\"dimensions\":3,"
                + "\"encoding_format\":\"float\"}");
    var answer =
        "{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}],"
            + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}";
    assertThatThrownBy(() -> back(one, answer)).isInstanceOf(AnswerFault.class);
    var two =
        translated(
            BATCH,
            "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},"
                + "{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}",
            TO_OPENAI,
            "openai");
    assertThat(back(two, answer))
        .isEqualTo(
            "{\"embeddings\":[{\"values\":[1]},{\"values\":[2]}],"
                + "\"usageMetadata\":{\"promptTokenCount\":3}}");
  }

  @Test
  void openAiToCohereAndBackAsBase64() {
    var translation =
        translated(
            OPENAI,
            "{\"model\":\"m\",\"input\":[\"a\"],\"encoding_format\":\"base64\",\"dimensions\":256}",
            TO_COHERE,
            "cohere");
    assertThat(translation.outgoing().path()).isEqualTo("/embed");
    assertThat(body(translation))
        .isEqualTo(
            "{\"model\":\"embed-1\",\"input_type\":\"search_document\",\"texts\":[\"a\"],"
                + "\"embedding_types\":[\"base64\"],\"output_dimension\":256}");
    assertThat(translation.warnings()).anyMatch(w -> w.startsWith("changed=input_type"));
    assertThat(
            back(
                translation,
                "{\"embeddings\":{\"base64\":[\"AACAPw==\"]},"
                    + "\"meta\":{\"billed_units\":{\"input_tokens\":7}}}"))
        .contains("\"embedding\":\"AACAPw==\"")
        .contains("\"prompt_tokens\":7");
  }

  @Test
  void numbersBecomeBase64AndBackWithoutLoss() {
    var random = new Random(3);
    for (int i = 0; i < 200; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(number)) {
        var numbers = new Vector.Numbers(new Raw("[" + number + "]"));
        assertThat(new Vector.Packed(numbers.packed()).numbers().text())
            .isEqualTo("[" + number + "]");
      }
    }
    assertThat(new Vector.Packed("no base64").numbers().text()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "voyage|{\"model\":\"embed-1\",\"input\":[\"a\"],\"output_dimension\":2,"
            + "\"input_type\":\"document\"}",
        "mistral|{\"model\":\"embed-1\",\"input\":[\"a\"],\"output_dimension\":2,"
            + "\"encoding_format\":\"float\"}",
        "jina|{\"model\":\"embed-1\",\"input\":[\"a\"],\"dimensions\":2,"
            + "\"embedding_type\":\"float\",\"task\":\"retrieval.passage\"}",
      })
  void compatibleProvidersHaveTheirOwnWords(String provider, String expected) {
    var body =
        "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"RETRIEVAL_DOCUMENT\","
            + "\"outputDimensionality\":2}";
    assertThat(body(translated(GEMINI, body, TO_OPENAI, provider))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai|{ \"input\": [1,2], \"dimensions\": 2, \"encoding_format\": \"float\","
            + " \"user\": \"u\", \"model\": \"embed-1\"}",
        "voyage|{ \"input\": [1,2], \"output_dimension\": 2, \"model\": \"embed-1\"}",
        "jina|{ \"input\": [1,2], \"dimensions\": 2, \"embedding_type\": \"float\","
            + " \"model\": \"embed-1\"}",
      })
  void whatPassesIsChangedOnlyWhereItMustBe(String provider, String expected) {
    var body =
        "{ \"input\": [1,2], \"dimensions\": 2, \"encoding_format\": \"float\","
            + " \"user\": \"u\", \"model\": \"test/e\"}";
    var envelope = OPENAI.envelope(new Call(Action.EMBED), body.getBytes(UTF_8));
    var passed = TO_OPENAI.pass(envelope, to(provider), new Warnings(false));
    assertThat(new String(passed.body(), UTF_8)).isEqualTo(expected);
  }

  @Test
  void geminiBytesPassWithTheModelsNameInEachRequest() {
    var body = "{\"requests\":[ {\"model\":\"models/x\",\"content\":{} }, {\"content\":{}}]}";
    var envelope = BATCH.envelope(call(BATCH), body.getBytes(UTF_8));
    var passed =
        GeminiEmbedUpstream.batch(GOOGLE_UP).pass(envelope, to("google"), new Warnings(false));
    assertThat(passed.path()).isEqualTo("/models/embed-1:batchEmbedContents");
    assertThat(new String(passed.body(), UTF_8))
        .isEqualTo(
            "{\"requests\":[{\"model\":\"models/embed-1\",\"content\":{} },"
                + "{\"content\":{},\"model\":\"models/embed-1\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\",\"input\":[]}|input",
        "{\"model\":\"m\",\"input\":[true]}|input[0]",
        "{\"model\":\"m\",\"input\":[\"a\",[\"b\"]]}|input[1]",
        "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":0}|dimensions",
        "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":\"2\"}|dimensions",
        "{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":\"hex\"}|encoding_format",
        "{\"model\":\"m\",\"input\":[1,2]}|input",
        "{\"model\":\"m\",\"input\":[[1],[2]]}|input",
      })
  void whatIsWrongIsNamed(String body, String param) {
    assertThatThrownBy(() -> translated(OPENAI, body, TO_GEMINI, "google"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        BadRequest.class, b -> assertThat(b.param()).isEqualTo(param)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|content",
        "{\"content\":{\"parts\":[]}}|content.parts",
        "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":-1}|outputDimensionality",
      })
  void whatIsWrongInGeminiIsNamedToo(String body, String param) {
    assertThatThrownBy(() -> translated(GEMINI, body, TO_OPENAI, "openai"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        BadRequest.class, b -> assertThat(b.param()).isEqualTo(param)));
  }

  @Test
  void everyRecordedAnswerIsRead() {
    recorded("openai.embeddings", TO_OPENAI);
    recorded("mistral.embeddings", TO_OPENAI);
    recorded("voyage.embeddings", TO_OPENAI);
    recorded("openrouter.embeddings", TO_OPENAI);
    recorded("gemini.embeddings", TO_GEMINI);
    recorded("cohere.embeddings", TO_COHERE);
  }

  private static void recorded(String api, EmbedOutbound out) {
    for (var one : Recorded.of(api)) {
      var body = Recorded.body(one.response());
      if (one.status() != 200) {
        assertThatThrownBy(() -> out.read(body))
            .isInstanceOfSatisfying(
                AnswerFault.class, f -> assertThat(f.reason()).isEqualTo(Cause.ERROR_INSIDE));
        assertThat(out.error(one.status(), body).message()).isNotEmpty();
        continue;
      }
      var response = out.read(body);
      assertThat(response.vectors()).as(one.name()).isNotEmpty();
      for (var vector : response.vectors()) {
        int length = vector.numbers().node().size();
        assertThat(length).as(one.name()).isGreaterThanOrEqualTo(256);
        assertThat(vector.packed()).hasSize((4 * length + 2) / 3 * 4);
      }
      if (!api.equals("gemini.embeddings")) {
        assertThat(response.usage().input()).isPositive();
      }
    }
  }

  @Test
  void everyRecordedRequestIsReadAndWrittenAgainAlike() {
    for (var one : Recorded.of("gemini.embeddings")) {
      var request = Recorded.body(one.request());
      var translation = translated(BATCH, new String(request, UTF_8), TO_GEMINI, "google");
      var wanted = Node.lenient(request, 0, request.length).items("requests").iterator().next();
      var written = Node.of(body(translation));
      var first = written.has("requests") ? written.items("requests").iterator().next() : written;
      assertThat(Objects.requireNonNull(first.get("content")).raw().compact())
          .isEqualTo(Objects.requireNonNull(wanted.get("content")).raw().compact());
      assertThat(first.text("taskType")).isEqualTo(wanted.text("taskType"));
      assertThat(first.number("outputDimensionality", 0))
          .isEqualTo(wanted.number("outputDimensionality", 0));
    }
  }

  @Test
  void brokenAnswersAreFaultsAndNothingElse() {
    var random = new Random(17);
    var answers =
        List.of(
            "{\"data\":[{\"index\":0,\"embedding\":[1,2]}],\"usage\":{\"total_tokens\":1}}",
            "{\"embeddings\":[{\"values\":[1]}],\"embedding\":{\"values\":[1]}}",
            "{\"embeddings\":{\"float\":[[1]]},\"meta\":{\"billed_units\":{\"input_tokens\":1}}}");
    for (int i = 0; i < 2000; i++) {
      var bytes = answers.get(i % 3).getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:0nt-".charAt(random.nextInt(11));
      for (var out : List.of(TO_OPENAI, TO_GEMINI, TO_COHERE)) {
        try {
          out.read(bytes).vectors().forEach(v -> v.packed());
        } catch (AnswerFault e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
  }
}
