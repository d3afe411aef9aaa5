package dev.fairlead.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.it.Served;
import dev.fairlead.json.Skim;
import dev.fairlead.json.Tree;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Usage;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.wire.Ending;
import dev.fairlead.simulator.wire.Header;
import dev.fairlead.simulator.wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Serves every recorded answer byte for byte from an upstream, cut in many ways, to the recorded
 * request, and holds the gateway to its word: the client gets the same bytes save for the
 * documented edits, usage is metered as it was told, errors arrive with their status.
 */
@EnabledIfSystemProperty(
    named = "recordings",
    matches = ".+",
    disabledReason = "no folder of recorded exchanges is given: -Drecordings=DIRECTORY")
final class RecordingsTest {
  private static final String PROVIDER = "replay";
  private static final int SMALL = 4096;
  private static final int[] LONGEST = {7, 60, 1500};

  private static final Map<String, Integer> PROVEN = new TreeMap<>();
  private static int sent;

  @TempDir private static Path directory;
  private static volatile Reply reply = Reply.json(500, new byte[0]);
  private static Simulator upstream;
  private static Served gateway;
  private static HttpClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    upstream = Simulator.replaying(_ -> reply);
    gateway = Served.before(PROVIDER, upstream.url(), directory);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
    upstream.close();
    System.out.printf(
        "recordings proven: %d exchanges in %d requests: %s%n",
        PROVEN.values().stream().mapToInt(Integer::intValue).sum(), sent, PROVEN);
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedExchangePasses() throws IOException {
    var folder = Path.of(Objects.requireNonNull(System.getProperty("recordings")));
    return Recording.passed(folder).stream()
        .map(r -> DynamicTest.dynamicTest(r.provider() + ": " + r.name(), () -> prove(r)));
  }

  private static void prove(Recording recording) throws IOException, InterruptedException {
    for (var ask : asks(recording)) {
      for (var answer : answers(recording)) {
        reply = answer;
        pass(recording, ask);
      }
    }
    PROVEN.merge(recording.provider(), 1, Integer::sum);
  }

  /**
   * A request and what is known of it.
   *
   * @param usageAsked whether the client asks for usage in the stream
   */
  private record Ask(byte[] body, boolean usageAsked) {}

  /** The recorded request; for a stream also one that asks for usage and one that does not. */
  private static List<Ask> asks(Recording recording) {
    var asks = new ArrayList<Ask>();
    asks.add(new Ask(recording.request(), usageAsked(tree(recording.request()))));
    if (recording.sse()) {
      var bare = "{\"model\":\"m\",%s,\"stream\":true%s}";
      var content =
          recording.dialect().equals("openai.chat")
              ? "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
              : "\"prompt\":\"Hi\"";
      asks.add(new Ask(Recording.utf8(bare.formatted(content, "")), false));
      asks.add(
          new Ask(
              Recording.utf8(
                  bare.formatted(content, ",\"stream_options\":{\"include_usage\":true}")),
              true));
    }
    return asks;
  }

  private static boolean usageAsked(Map<?, ?> request) {
    return request.get("stream_options") instanceof Map<?, ?> options
            && Boolean.TRUE.equals(options.get("include_usage"))
        || request.get("usage") instanceof Map<?, ?> usage
            && Boolean.TRUE.equals(usage.get("include"));
  }

  /** The recorded answer whole, cut at random places, and byte by byte if it is small. */
  private static List<Reply> answers(Recording recording) {
    var whole = new Header("content-length", Integer.toString(recording.body().length));
    var plain = recorded(recording, recording.sse() ? List.of() : List.of(whole));
    var chunked = recorded(recording, List.of());
    var answers = new ArrayList<Reply>();
    answers.add(plain);
    for (int longest : LONGEST) {
      answers.add(chunked.split(recording.name().hashCode() + longest, longest));
    }
    if (recording.body().length <= SMALL) {
      answers.add(chunked.split(0, 1));
      answers.add(plain.split(0, 1));
    }
    return answers;
  }

  private static Reply recorded(Recording recording, List<Header> more) {
    var headers = new ArrayList<>(more);
    headers.add(new Header("content-type", recording.contentType()));
    return new Reply(recording.status(), headers, List.of(recording.body()), Ending.NORMAL);
  }

  private static void pass(Recording recording, Ask ask) throws IOException, InterruptedException {
    var asked =
        HttpRequest.newBuilder(URI.create(gateway.url() + recording.path()))
            .header("authorization", "Bearer " + gateway.key())
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(routed(ask.body())))
            .build();
    var answer = client.send(asked, BodyHandlers.ofByteArray());
    sent++;
    var settled = gateway.settlement(answer.headers().firstValue("x-fairlead-id").orElse("no id"));
    assertThat(settled.status()).as("settled status").isEqualTo(answer.statusCode());
    request(ask, upstream.lastRequest().body());
    if (recording.status() != 200) {
      refused(recording, answer, settled);
    } else if (recording.sse() && Event.of(recording.body()).getFirst().error()) {
      own(answer, 502, "upstream_error");
      assertThat(settled.end()).isEqualTo(End.FAILED);
    } else {
      answered(recording, ask, answer, settled);
    }
  }

  /** The request with its model at our one provider. */
  private static byte[] routed(byte[] body) {
    var members = Skim.strict(body, 0, body.length);
    int model = members.find("model");
    int from = members.valueFrom(model) + 1;
    var text = new String(body, StandardCharsets.ISO_8859_1);
    return (text.substring(0, from) + PROVIDER + "/" + text.substring(from))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What the provider must have got: the request as recorded, save for the documented edits. */
  private static void request(Ask ask, byte[] got) {
    var expected = new HashMap<Object, Object>(tree(ask.body()));
    boolean edited = expected.keySet().removeAll(List.of("models", "route", "provider", "usage"));
    if (Boolean.TRUE.equals(expected.get("stream"))) {
      var options = new HashMap<Object, Object>();
      if (expected.get("stream_options") instanceof Map<?, ?> given) {
        options.putAll(given);
      }
      edited |= !Boolean.TRUE.equals(options.put("include_usage", true));
      expected.put("stream_options", options);
    }
    if (edited) {
      assertThat(tree(got)).as("request to the provider").isEqualTo(expected);
    } else {
      assertThat(new String(got, StandardCharsets.UTF_8))
          .as("request to the provider")
          .isEqualTo(new String(ask.body(), StandardCharsets.UTF_8));
    }
  }

  private static void answered(
      Recording recording, Ask ask, HttpResponse<byte[]> answer, Settlement settled) {
    var expected =
        recording.sse() && !ask.usageAsked()
            ? Event.withoutUsage(Event.of(recording.body()))
            : recording.body();
    assertThat(answer.statusCode()).isEqualTo(recording.status());
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    assertThat(answer.body()).isEqualTo(expected);
    assertThat(answer.headers().firstValue("content-type")).contains(recording.contentType());
    assertThat(settled.end()).isEqualTo(End.ANSWERED);
    assertThat(settled.usage()).as("metered").isEqualTo(Told.by(recording));
  }

  private static void refused(
      Recording recording, HttpResponse<byte[]> answer, Settlement settled) {
    int status = recording.status();
    assertThat(settled.end()).isEqualTo(End.FAILED);
    assertThat(settled.usage()).isEqualTo(Usage.NONE);
    assertThat(settled.failures()).singleElement().extracting(a -> a.status()).isEqualTo(status);
    if (status == 401 || status == 403) {
      own(answer, 502, "upstream_authentication");
    } else if (status == 402) {
      own(answer, 402, "upstream_authentication");
    } else if (inOpenAiShape(recording)) {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).isEqualTo(recording.body());
    } else {
      own(answer, status, status == 429 ? "rate_limit_exceeded" : "upstream_rejected");
    }
  }

  private static boolean inOpenAiShape(Recording recording) {
    return tree(recording.body()).get("error") instanceof Map<?, ?> error
        && error.containsKey("message");
  }

  /** An error of the gateway's own, which names the attempt. */
  private static void own(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    var error = (Map<?, ?>) Objects.requireNonNull(tree(answer.body()).get("error"));
    assertThat(error.get("code")).isEqualTo(code);
    assertThat(String.valueOf(error.get("message"))).contains(PROVIDER);
    var metadata = (Map<?, ?>) Objects.requireNonNull(error.get("metadata"));
    var attempts = (List<?>) Objects.requireNonNull(metadata.get("attempts"));
    assertThat(attempts)
        .singleElement()
        .satisfies(a -> assertThat(((Map<?, ?>) a).get("provider")).isEqualTo(PROVIDER));
  }

  private static Map<?, ?> tree(byte[] json) {
    return Tree.json(json, 0, json.length) instanceof Map<?, ?> map ? map : Map.of();
  }
}
