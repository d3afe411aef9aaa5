package dev.fairlead.dialect.openai.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.state.Head.Context;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the gateway says of a response, put into what others made. */
final class StampTest {
  private static final Stamp STAMP = new Stamp("resp_ours", Context.NONE, false);

  private static String object(Stamp stamp, String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return new String(stamp.object(bytes, 0, bytes.length), StandardCharsets.UTF_8);
  }

  @Test
  void onlyWhatTheGatewayKnowsIsChanged() {
    assertThat(
            object(
                STAMP,
                "{ \"id\" : \"resp_theirs\", \"x\":1.0 ,\"store\":false,\"background\":null,"
                    + "\"previous_response_id\":\"resp_p\",\"conversation\":{\"id\":\"c\"}}"))
        .isEqualTo(
            "{ \"id\" : \"resp_ours\", \"x\":1.0 ,\"store\":true,\"background\":false,"
                + "\"previous_response_id\":null,\"conversation\":{\"id\":\"c\"}}");
  }

  @Test
  void whatIsMissingIsAdded() {
    var stamp = new Stamp("resp_1", Context.in("conv_1"), true);
    assertThat(object(stamp, "{}"))
        .isEqualTo(
            "{\"id\":\"resp_1\",\"store\":true,\"background\":true,"
                + "\"previous_response_id\":null,\"conversation\":{\"id\":\"conv_1\"}}");
  }

  @Test
  void anEventIsStampedOnlyIfItHoldsAResponse() {
    var around = "xx{\"type\":\"response.completed\",\"response\":{\"id\":\"a\"}}yy";
    var bytes = around.getBytes(StandardCharsets.UTF_8);
    var stamped = STAMP.event(bytes, 2, bytes.length - 2).orElseThrow();
    assertThat(stamped.last()).isTrue();
    assertThat(new String(stamped.frame(), StandardCharsets.UTF_8))
        .startsWith("event: response.completed\ndata: {\"type\":")
        .contains("resp_ours")
        .endsWith("}\n\n");
    for (var passed :
        new String[] {
          "{\"type\":\"response.output_text.delta\",\"delta\":\"say \\\"response\\\":{\"}",
          "{\"type\":\"x\",\"response\":\"a text\"}",
          "{\"response\":{}}",
          "{\"type\":\"x\",\"response\":{",
          ""
        }) {
      var data = passed.getBytes(StandardCharsets.UTF_8);
      assertThat(STAMP.event(data, 0, data.length)).as(passed).isEmpty();
    }
  }
}
