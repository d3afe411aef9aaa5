package dev.fairlead.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.config.Config.State;
import dev.fairlead.it.Served;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.wire.Ending;
import dev.fairlead.simulator.wire.Header;
import dev.fairlead.simulator.wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded answers of the dialects beside OpenAI's chat, to callers of the same dialect: bytes
 * pass, however they are cut, and usage is metered. Anthropic's callers find the model by the name
 * they asked for.
 */
@EnabledIfSystemProperty(
    named = "recordings",
    matches = ".+",
    disabledReason = "no folder of recorded exchanges is given: -Drecordings=DIRECTORY")
final class OtherDialectsTest {
  private static final Set<String> DIALECTS =
      Set.of("openai.responses", "anthropic.messages", "gemini.generate");
  private static final Pattern MODEL = Pattern.compile("(\"model\":\\s*\")[^\"]*\"");
  private static final int SMALL = 4096;

  private static final Map<String, Integer> PROVEN = new TreeMap<>();

  @TempDir private static Path directory;
  private static volatile Reply reply = Reply.json(500, new byte[0]);
  private static Simulator upstream;
  private static Served gateway;
  private static HttpClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    upstream = Simulator.replaying(_ -> reply);
    var providers = new TreeMap<String, String>();
    DIALECTS.forEach(dialect -> providers.put(dialect, upstream.url()));
    gateway = Served.speaking(providers, directory, new State(false, Duration.ofDays(1)));
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
    upstream.close();
    System.out.printf("recordings passed: %s%n", PROVEN);
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedAnswerPasses() throws IOException {
    var folder = Path.of(Objects.requireNonNull(System.getProperty("recordings")));
    return Recording.of(folder, DIALECTS).stream()
        .filter(r -> r.wire() || !r.sse())
        .map(r -> DynamicTest.dynamicTest(r.name(), () -> prove(r)));
  }

  private static void prove(Recording recording) throws IOException, InterruptedException {
    for (var answer : answers(recording)) {
      reply = answer;
      pass(recording);
    }
    PROVEN.merge(recording.api(), 1, Integer::sum);
  }

  /** Whole, cut at random, and byte by byte if it is small. */
  private static List<Reply> answers(Recording recording) {
    var type = new Header("content-type", recording.contentType());
    var whole =
        new Reply(recording.status(), List.of(type), List.of(recording.body()), Ending.NORMAL);
    var answers = new ArrayList<>(List.of(whole));
    for (int longest : new int[] {7, 60, 1500}) {
      answers.add(whole.split(recording.name().hashCode() + longest, longest));
    }
    if (recording.body().length <= SMALL) {
      answers.add(whole.split(0, 1));
    }
    return answers;
  }

  private static void pass(Recording recording) throws IOException, InterruptedException {
    var answer = client.send(request(recording), BodyHandlers.ofByteArray());
    var id = answer.headers().firstValue("x-fairlead-id").orElseThrow();
    var settled = gateway.settlement(id);
    assertThat(settled.status()).isEqualTo(answer.statusCode());
    if (recording.status() != 200) {
      assertThat(settled.end()).isEqualTo(End.FAILED);
      refused(recording, answer);
      return;
    }
    if (!recording.answered()) {
      assertThat(answer.statusCode()).isIn(200, 502);
      assertThat(settled.end()).isNotEqualTo(End.ANSWERED);
      return;
    }
    assertThat(answer.statusCode()).as(text(answer.body())).isEqualTo(200);
    assertThat(text(answer.body())).isEqualTo(expected(recording));
    assertThat(settled.end()).isEqualTo(End.ANSWERED);
    var usage = settled.usage();
    assertThat(
            new Said.Tokens(usage.inputs(), usage.outputs(), usage.cacheRead(), usage.reasoning()))
        .as("metered")
        .isEqualTo(Said.by(recording).tokens());
  }

  private static void refused(Recording recording, HttpResponse<byte[]> answer) {
    int status = recording.status();
    var body = text(recording.body());
    if (status == 401 || status == 403 || body.contains("API_KEY_INVALID")) {
      // The gateway's own key was refused: that is not the caller's fault.
      assertThat(answer.statusCode()).isEqualTo(502);
    } else {
      assertThat(answer.statusCode()).isEqualTo(status);
      if (inOwnShape(body)) {
        assertThat(text(answer.body())).isEqualTo(body);
      }
    }
  }

  private static boolean inOwnShape(String body) {
    return Said.tree(body) instanceof Map<?, ?> error
        && error.get("error") instanceof Map<?, ?> told
        && told.containsKey("message");
  }

  private static String expected(Recording recording) {
    var body = text(recording.body());
    if (!recording.dialect().equals("anthropic.messages")) {
      return body;
    }
    var asked = recording.dialect() + "/" + recording.model();
    return MODEL.matcher(body).replaceFirst("$1" + asked + "\"");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static HttpRequest request(Recording recording) {
    boolean gemini = recording.dialect().equals("gemini.generate");
    return HttpRequest.newBuilder(
            URI.create(gateway.url() + (gemini ? named(recording) : recording.path())))
        .header("authorization", "Bearer " + gateway.key())
        .header("content-type", "application/json")
        .header("anthropic-version", "2023-06-01")
        .POST(BodyPublishers.ofByteArray(gemini ? recording.request() : routed(recording)))
        .build();
  }

  private static String named(Recording recording) {
    var model = URLEncoder.encode(recording.model(), StandardCharsets.UTF_8);
    return "/v1beta/models/gemini.generate/"
        + model
        + (recording.sse() ? ":streamGenerateContent?alt=sse" : ":generateContent");
  }

  /**
   * The request with its model at our provider. The smallest where the path said which, and where
   * it was refused: the gateway may find the fault itself.
   */
  private static byte[] routed(Recording recording) {
    var body = recording.request();
    var members = Skim.strict(body, 0, body.length);
    int model = members.find("model");
    var name = recording.dialect() + "/" + recording.model();
    if (model < 0 || ours(members) || recording.status() != 200) {
      return Recording.smallest(recording.dialect(), name, recording.sse());
    }
    var text = new String(body, StandardCharsets.ISO_8859_1);
    return (text.substring(0, members.valueFrom(model))
            + "\""
            + name
            + "\""
            + text.substring(members.valueTo(model)))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether the gateway itself does what a member asks for, or chooses by it. */
  private static boolean ours(Members body) {
    return Stream.of("provider", "previous_response_id", "conversation", "background")
        .anyMatch(name -> {
          int i = body.find(name);
          return i >= 0 && body.kind(i) != Kind.NULL && body.kind(i) != Kind.FALSE;
        });
  }
}
