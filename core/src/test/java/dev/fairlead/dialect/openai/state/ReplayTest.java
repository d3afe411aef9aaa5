package dev.fairlead.dialect.openai.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Members;
import dev.fairlead.json.Skim;
import dev.fairlead.state.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kept items sent again, and requests made whole with them. */
final class ReplayTest {
  private static List<String> replay(String json) {
    return Replay.of(List.of(new Item("i", json)));
  }

  private static Members body(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return Skim.strict(bytes, 0, bytes.length);
  }

  private static String text(Members members) {
    return new String(members.json(), StandardCharsets.UTF_8);
  }

  @Test
  void whatTheCallerHadSentLosesWhatTheGatewayGaveIt() {
    assertThat(
            replay(
                "{\"id\":\"i\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"user\"}"))
        .containsExactly("{\"type\":\"message\",\"role\":\"user\"}");
    assertThat(replay("{\"id\":\"i\",\"type\":\"function_call_output\",\"call_id\":\"c\"}"))
        .containsExactly("{\"type\":\"function_call_output\",\"call_id\":\"c\"}");
  }

  @Test
  void whatAModelSaidStaysAsItIs() {
    for (var json :
        new String[] {
          "{\"id\":\"i\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\"}",
          "{\"id\":\"i\",\"type\":\"function_call\",\"status\":\"completed\"}",
          "{\"id\":\"i\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"abc\"}",
          "{\"id\":\"i\",\"type\":\"reasoning\",\"content\":[{\"text\":\"t\"}]}"
        }) {
      assertThat(replay(json)).containsExactly(json);
    }
  }

  @Test
  void aThoughtThatCouldOnlyBeLookedUpIsLeftOut() {
    assertThat(replay("{\"id\":\"i\",\"type\":\"reasoning\",\"summary\":[]}")).isEmpty();
    assertThat(
            replay(
                "{\"id\":\"i\",\"type\":\"reasoning\",\"content\":[],\"encrypted_content\":null}"))
        .isEmpty();
  }

  @Test
  void aRequestIsWholeAndLeavesNothingWithTheProvider() {
    var asked =
        body(
            "{\"model\":\"m\",\"previous_response_id\":\"r\",\"background\":true,"
                + "\"input\":[{\"type\":\"item_reference\",\"id\":\"k\"},{\"role\":\"user\"}]}");
    var turn =
        new NextTurn(
            List.of(new Item("b", "{\"id\":\"b\",\"type\":\"function_call\"}")),
            Map.of("k", new Item("k", "{\"id\":\"k\",\"type\":\"function_call\",\"x\":1}")));
    assertThat(text(turn.request(asked, true)))
        .isEqualTo(
            "{\"model\":\"m\",\"input\":[{\"id\":\"b\",\"type\":\"function_call\"},"
                + "{\"id\":\"k\",\"type\":\"function_call\",\"x\":1},{\"role\":\"user\"}],"
                + "\"store\":false}");
    assertThat(text(NextTurn.FIRST.request(body("{\"input\":\"hi\",\"store\":true}"), false)))
        .isEqualTo("{\"input\":\"hi\",\"store\":false}");
    assertThat(new String(NextTurn.streamed(body("{\"a\":1}")), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1,\"stream\":true}");
  }
}
