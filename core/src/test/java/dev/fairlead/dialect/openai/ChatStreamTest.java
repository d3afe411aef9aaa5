package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.StreamMeter.Event;
import dev.fairlead.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatStreamTest {
  private final ChatStream stream = new ChatStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | QUIET",
        "[DONE] | DONE",
        "`[DONE] ` | DONE",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]} | QUIET",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]} | QUIET",
        "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[]}}]} | QUIET",
        "{\"choices\":[{\"delta\":{\"content\":\"x\"}}]} | CONTENT",
        "{\"choices\":[{\"delta\":{\"reasoning_content\":\"x\"}}]} | CONTENT",
        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]} | CONTENT",
        "{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]} | CONTENT",
        "{\"choices\":[{\"text\":\"x\"}]} | CONTENT",
        "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]} | CONTENT",
        "{\"choices\":[{\"delta\":{}},{\"delta\":{\"content\":\"x\"}}]} | CONTENT",
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}} | USAGE",
        "{\"usage\":{\"prompt_tokens\":1}} | USAGE",
        "{\"choices\":[],\"usage\":null} | QUIET",
        "{\"choices\":[],\"prompt_filter_results\":[]} | QUIET",
        "{\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}} | QUIET",
        "{\"error\":{\"message\":\"m\"}} | ERROR",
        "{\"error\":\"m\"} | ERROR",
        "{\"error\":null,\"choices\":[]} | QUIET",
        "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"no balance\"}} | ERROR",
        "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}} | QUIET",
        "{\"choices\": | GARBLED",
        "[1] | GARBLED",
        "hello | GARBLED",
      })
  void eachEventIsWhatItIs(String data, Event expected) {
    assertThat(event(data)).isEqualTo(expected);
    assertThat(stream.message().isEmpty())
        .isEqualTo(expected != Event.ERROR && expected != Event.GARBLED);
  }

  @Test
  void theLastUsageToldCounts() {
    event("{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":3}}");
    event("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9}}");
    event("{\"choices\":[],\"usage\":null}");
    assertThat(stream.usage()).isEqualTo(new Usage(3, 0, 0, 0, 0, 9, 0, 0, true));
  }

  @Test
  void usageIsFoundInTheChoiceAndWithGroqsName() {
    event(
        "{\"choices\":[{\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":4,"
            + "\"cached_tokens\":1}}]}");
    assertThat(stream.usage()).isEqualTo(new Usage(3, 1, 0, 0, 0, 0, 0, 0, true));

    var groq = new ChatStream();
    var bytes = "{\"choices\":[{}],\"x_groq\":{\"usage\":{\"prompt_tokens\":4}}}".getBytes(UTF_8);
    assertThat(groq.event(bytes, 0, bytes.length)).isEqualTo(Event.QUIET);
    assertThat(groq.usage().inputs()).isEqualTo(4);
  }

  @Test
  void itIsCompleteWithAReasonToFinishOrWithItsLastWord() {
    assertThat(stream.complete()).isFalse();
    event("{\"choices\":[{\"delta\":{},\"finish_reason\":null}]}");
    assertThat(stream.complete()).isFalse();
    event("{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}");
    assertThat(stream.complete()).isTrue();
    assertThat(stream.finish()).isEqualTo("length");

    var other = new ChatStream();
    var done = "[DONE]".getBytes(UTF_8);
    assertThat(other.event(done, 0, done.length)).isEqualTo(Event.DONE);
    assertThat(other.complete()).isTrue();
  }

  private Event event(String data) {
    var bytes = ("??" + data + "??").getBytes(UTF_8);
    return stream.event(bytes, 2, bytes.length - 2);
  }
}
