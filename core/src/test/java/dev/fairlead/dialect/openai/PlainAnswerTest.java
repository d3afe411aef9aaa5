package dev.fairlead.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Failure.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainAnswerTest {

  @Test
  void usageAndFinishAreReadWhereverTheBytesAreCut() {
    var json =
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"}\\\"\"}}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}";
    for (int size = 1; size <= json.length(); size++) {
      var answer = fed(json, size);
      assertThat(answer.whole()).isTrue();
      assertThat(answer.failed()).isFalse();
      assertThat(answer.finish()).isEqualTo("stop");
      assertThat(answer.usage().inputs()).isEqualTo(3);
      assertThat(answer.usage().outputs()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"choices\":[{\"usage\":{\"prompt_tokens\":4}}]} | 4",
        "{\"x_groq\":{\"usage\":{\"prompt_tokens\":4}},\"choices\":[]} | 4",
        "{\"usage\":null,\"x_groq\":{\"usage\":{\"prompt_tokens\":4}}} | 4",
        "{\"data\":[],\"usage\":{\"total_tokens\":4}} | 4",
        "{\"choices\":[]} | 0",
        "{\"usage\":\"none\"} | 0",
      })
  void usageIsFoundWhereProvidersPutIt(String json, long inputs) {
    assertThat(fed(json, 1).usage().inputs()).isEqualTo(inputs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":{\"message\":\"out of luck\"}} | ERROR_INSIDE | out of luck",
        "{\"error\":\"out of luck\"} | ERROR_INSIDE | out of luck",
        "{\"base_resp\":{\"status_code\":7,\"status_msg\":\"no\"}} | ERROR_INSIDE"
            + " | no (base_resp.status_code 7)",
        "<html>oops</html> | GARBLED | `its answer is not a JSON object; it begins with:"
            + " <html>oops</html>`",
        "[] | GARBLED | `its answer is not a JSON object; it begins with: []`",
      })
  void anErrorInTheClothesOfASuccessIsSeen(String json, Cause cause, String message) {
    for (int size : new int[] {1, 7, 1000}) {
      var answer = fed(json, size);
      assertThat(answer.failed()).isTrue();
      assertThat(answer.cause()).isEqualTo(cause);
      if (size == 1000) {
        assertThat(answer.message()).isEqualTo(message);
      }
    }
  }

  @Test
  void anAnswerThatEndsInTheMiddleIsCut() {
    var open = fed("{\"choices\":[{\"message\":", 5);
    assertThat(open.whole()).isFalse();
    assertThat(open.open()).isTrue();
    assertThat(open.begun()).isTrue();
    assertThat(open.cause()).isEqualTo(Cause.CUT);

    var nothing = fed("", 1);
    assertThat(nothing.cause()).isEqualTo(Cause.GARBLED);
    assertThat(nothing.message()).isEqualTo("an empty answer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":null,\"choices\":[]}",
        "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"},\"choices\":[]}",
        "{\"choices\":[{\"message\":{\"content\":\"error\"}}]}"
      })
  void whatOnlyLooksLikeAnErrorIsNone(String json) {
    assertThat(fed(json, 3).failed()).isFalse();
    assertThat(fed(json, 3).whole()).isTrue();
  }

  private static PlainAnswer fed(String json, int size) {
    var answer = new PlainAnswer();
    var bytes = json.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      answer.feed(bytes, from, Math.min(bytes.length, from + size));
    }
    return answer;
  }
}
