package dev.fairlead.dialect.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.bedrock.BedrockConverse;
import dev.fairlead.dialect.cohere.CohereChat;
import dev.fairlead.dialect.media.DataUrl;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Request;
import dev.fairlead.provider.aws.EventStream;
import dev.fairlead.provider.aws.EventStreamFault;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for bytes on which a dialect's readers fail in another way than they may. Without {@code
 * JAZZER_FUZZ} it only goes through the inputs that are kept; {@code docs/fuzzing.md} has the
 * command.
 */
final class ReadersFuzzTest {
  private static Side side(String id) {
    return Side.ALL.stream().filter(s -> s.name().equals(id)).findFirst().orElseThrow();
  }

  // Requests

  /** A caller's bytes are read, or refused; what is read can be written for every destination. */
  private static void request(String id, byte[] body) {
    try {
      var asked = side(id).read(body, new Warnings(false));
      for (var b : Side.callers()) {
        crossing(id, asked, b);
      }
    } catch (FailureException e) {
      assertThat(e.failure()).isInstanceOf(BadRequest.class);
    }
  }

  private static void crossing(String id, Request asked, Side b) {
    try {
      new Translation(
          new Translation.Sides(side(id).in(), b.out(), b.to()),
          asked,
          Ends.keeping(ReasoningMemory.none()),
          false,
          List.of());
    } catch (FailureException e) {
      assertThat(e.failure()).isInstanceOf(BadRequest.class);
    }
  }

  @FuzzTest(maxDuration = "5m")
  void aChatRequestIsReadOrRefused(byte[] body) {
    request("openai.chat", body);
  }

  @FuzzTest(maxDuration = "5m")
  void aResponsesRequestIsReadOrRefused(byte[] body) {
    request("openai.responses", body);
  }

  @FuzzTest(maxDuration = "5m")
  void anAnthropicRequestIsReadOrRefused(byte[] body) {
    request("anthropic.messages", body);
  }

  @FuzzTest(maxDuration = "5m")
  void aGeminiRequestIsReadOrRefused(byte[] body) {
    request("gemini.generate", body);
  }

  // Answers

  private static Outbound.Sent sent(Outbound out, Destination to) {
    var asked = Ends.request(Ends.user("Hi"));
    var terms = Ends.terms(out.dialect(), out.manners(to));
    return out.write(Fit.fit(asked, terms, new Warnings(false)).request(), to, new Warnings(false));
  }

  /** As one answer, and each line as an event of a stream. */
  private static void answer(Outbound.Sent sent, byte[] bytes) {
    try {
      sent.read(bytes);
    } catch (AnswerFault e) {
      assertThat(e.getMessage()).isNotNull();
    }
    var grammar = new Grammar();
    var reader = sent.stream(grammar);
    for (var line : new String(bytes, UTF_8).split("\n", -1)) {
      int colon = line.startsWith("event:") ? line.indexOf(' ', 7) : -1;
      var data = line.substring(Math.max(0, colon)).getBytes(UTF_8);
      reader.event(colon < 0 ? "" : line.substring(6, colon).strip(), data, 0, data.length);
    }
    reader.end();
    assertThat(grammar.seen().getLast()).isInstanceOfAny(Event.End.class, Event.Fail.class);
  }

  private static void answer(String id, byte[] bytes) {
    var side = side(id);
    answer(sent(side.out(), side.to()), bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void aChatAnswerIsReadOrFails(byte[] bytes) {
    answer("openai.chat", bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void aResponsesAnswerIsReadOrFails(byte[] bytes) {
    answer("openai.responses", bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void anAnthropicAnswerIsReadOrFails(byte[] bytes) {
    answer("anthropic.messages", bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void aGeminiAnswerIsReadOrFails(byte[] bytes) {
    answer("gemini.generate", bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void aConverseAnswerIsReadOrFails(byte[] bytes) {
    answer(sent(new BedrockConverse(), side("bedrock.anthropic").to()), bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void aCohereAnswerIsReadOrFails(byte[] bytes) {
    answer(sent(new CohereChat(), side("openai.chat").to()), bytes);
  }

  // Frames, seals, media

  private static List<String> frames(byte[] bytes, int size) {
    var found = new ArrayList<String>();
    var stream = new EventStream();
    try {
      for (int at = 0; at < bytes.length; at += size) {
        stream.feed(
            bytes,
            at,
            Math.min(bytes.length, at + size),
            (headers, data, from, to) -> found.add(new String(data, from, to - from, UTF_8)));
      }
      stream.end();
    } catch (EventStreamFault e) {
      found.add("malformed");
    }
    return found;
  }

  @FuzzTest(maxDuration = "5m")
  void framesOfAwsAreTheSameHoweverTheyAreCut(byte[] bytes) {
    assertThat(frames(bytes, 3)).isEqualTo(frames(bytes, Math.max(1, bytes.length)));
  }

  @FuzzTest(maxDuration = "5m")
  void whatIsNotSealedHereDoesNotOpen(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    assertThat(Ends.SEALING.open("tenant", text)).isEmpty();
    assertThat(Ends.SEALING.open("tenant", "fl1." + text)).isEmpty();
  }

  @FuzzTest(maxDuration = "5m")
  void aDataUrlIsReadOrRefused(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    for (var url : List.of(text, "data:" + text, "data:image/png;base64," + text)) {
      if (DataUrl.is(url)) {
        try {
          var read = DataUrl.parse(url);
          assertThat(read.base64Text()).isBase64();
          assertThat(read.bytes()).isNotNull();
        } catch (DataUrl.Malformed e) {
          assertThat(e.getMessage()).isNotNull();
        }
      }
    }
  }
}
