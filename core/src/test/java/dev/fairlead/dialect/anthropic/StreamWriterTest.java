package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamWriterTest {
  private static final Usage USAGE = new Usage(25, 75, 0, 0, 0, 5, 20, 0, true);

  private final StringBuilder sse = new StringBuilder();
  private final StreamWriter writer = new StreamWriter(Fixture.chat().request());
  private final Assembler out = new Assembler(this::write);

  private void write(Event event) {
    sse.append(new String(writer.write(event), StandardCharsets.UTF_8));
  }

  private void start() {
    out.start("chatcmpl-1", "glm", 0, Usage.NONE, "");
  }

  private int said() {
    return out.open(0, new Item.Assistant(List.of()));
  }

  private int called(String id, String name) {
    return out.open(0, new Item.ToolCall(id, name, ""));
  }

  private void end(Finish.Kind kind) {
    out.finish(0, Finish.of(kind, "x"));
    out.usage(USAGE);
    out.end(Map.of());
    Grammar.check(sse.toString());
  }

  /** The events in short: their types, blocks with their kind. */
  private String told() {
    var found = new StringBuilder();
    for (var line : sse.toString().split("\n", -1)) {
      if (line.startsWith("data: ")) {
        var data = Node.of(line.substring(6));
        var type = data.text("type");
        var block = data.get("content_block");
        var delta = data.get("delta");
        found.append(
            switch (type) {
              case "message_start" -> "start";
              case "content_block_start" -> " <" + (block == null ? "" : block.text("type"));
              case "content_block_delta" -> delta == null ? "" : " " + told(delta);
              case "content_block_stop" -> " >";
              case "message_delta" -> delta == null ? "" : " " + delta.text("stop_reason");
              case "message_stop" -> " stop";
              default -> " " + type;
            });
      }
    }
    return found.toString();
  }

  private static String told(Node delta) {
    return delta.text("text")
        + delta.text("thinking")
        + delta.text("partial_json")
        + delta.text("signature");
  }

  @Test
  void t001ThoughtsOpenTheFirstBlock() {
    start();
    int thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), null));
    out.reasoning(0, thought, false, 0, "hm");
    out.close(0, thought);
    int said = said();
    out.text(0, said, 0, "A");
    end(Finish.Kind.STOP);
    assertThat(told()).isEqualTo("start <thinking hm > <text A > end_turn stop");
    assertThat(sse.toString().split("message_start", -1)).hasSize(3);
  }

  @Test
  void t002ACallWhoseFirstPieceHasItsInputLosesNothing() {
    start();
    int said = said();
    out.text(0, said, 0, "A");
    int call = called("call_1", "f");
    out.input(0, call, "{\"x\":1}");
    end(Finish.Kind.TOOL_CALLS);
    assertThat(told()).isEqualTo("start <text A > <tool_use {\"x\":1} > tool_use stop");
    assertThat(sse)
        .contains("{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"f\",\"input\":{}");
  }

  @Test
  void callsThatComeInterleavedAreWrittenOneAfterTheOther() {
    start();
    int a = called("a", "f");
    int b = called("b", "g");
    out.input(0, a, "{\"x\"");
    out.input(0, b, "{\"y\"");
    out.input(0, a, ":1}");
    out.input(0, b, ":2}");
    out.close(0, a);
    int c = called("c", "h");
    out.input(0, c, "{}");
    out.close(0, c);
    out.close(0, b);
    end(Finish.Kind.TOOL_CALLS);
    assertThat(told())
        .isEqualTo(
            "start <tool_use {\"x\" :1} > <tool_use {\"y\" :2} > <tool_use {} > tool_use stop");
  }

  @Test
  void aTextThatStaysOpenDuringACallGoesFirst() {
    start();
    int said = said();
    out.text(0, said, 0, "A");
    int call = called("a", "f");
    out.input(0, call, "{}");
    out.close(0, call);
    out.text(0, said, 0, "B");
    end(Finish.Kind.TOOL_CALLS);
    assertThat(told()).isEqualTo("start <text A B > <tool_use {} > tool_use stop");
  }

  @Test
  void t007ACallWithoutInputHasAnEmptyOne() {
    start();
    called("a", "f");
    end(Finish.Kind.TOOL_CALLS);
    assertThat(told()).isEqualTo("start <tool_use  > tool_use stop");
  }

  @Test
  void t019AStreamThatIsCutClosesItsBlockAndSaysSo() {
    start();
    int said = said();
    out.text(0, said, 0, "A");
    out.fail(Cause.CUT, 0, "broke off");
    assertThat(told()).isEqualTo("start <text A > error");
    assertThat(sse)
        .endsWith(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                + "\"message\":\"broke off\"},\"request_id\":null}\n\n");
  }

  @Test
  void anErrorOfTooManyRequestsKeepsItsKind() {
    start();
    out.fail(Cause.ERROR_INSIDE, 429, "slow down");
    assertThat(sse).contains("\"type\":\"rate_limit_error\"");
  }

  @Test
  void t041OnlyTheCallThatWasSignedHasASignature() {
    start();
    var signature = new Opaque(Family.GOOGLE, Opaque.Kind.THOUGHT_SIGNATURE, "g", "", "fl1.S");
    int a = called("a", "f");
    out.input(0, a, "{}");
    out.opaque(0, a, signature);
    out.close(0, a);
    int b = called("b", "f");
    out.input(0, b, "{}");
    out.close(0, b);
    end(Finish.Kind.TOOL_CALLS);
    assertThat(told())
        .isEqualTo("start <thinking fl1.S > <tool_use {} > <tool_use {} > tool_use stop");
  }

  @Test
  void aSealedCipherWithoutTextIsASignatureAlone() {
    start();
    var cipher = new Opaque(Family.OPENAI, Opaque.Kind.ENCRYPTED, "", "", "fl1.E");
    int thought = out.open(0, new Item.Reasoning("rs_1", List.of(), List.of(), null));
    out.opaque(0, thought, cipher);
    out.close(0, thought);
    end(Finish.Kind.STOP);
    assertThat(told()).isEqualTo("start <thinking fl1.E > end_turn stop");
  }

  @Test
  void partsOfASummaryArePartedByAnEmptyLine() {
    start();
    int thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), null));
    out.reasoning(0, thought, true, 0, "a");
    out.reasoning(0, thought, true, 1, "b");
    out.reasoning(0, thought, false, 0, "raw");
    out.close(0, thought);
    end(Finish.Kind.STOP);
    assertThat(told()).isEqualTo("start <thinking a \n\n b > end_turn stop");
  }

  @Test
  void withheldThoughtsComeWhole() {
    start();
    var hidden = new Opaque(Family.ANTHROPIC, Opaque.Kind.REDACTED, "", "", "R");
    int thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), hidden));
    out.close(0, thought);
    end(Finish.Kind.STOP);
    assertThat(sse).contains("\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"R\"}");
  }

  @Test
  void t013UsageStandsInTheLastDeltaEvenIfNoneWasTold() {
    start();
    out.text(0, said(), 0, "A");
    out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
    out.end(Map.of());
    Grammar.check(sse.toString());
    assertThat(sse).contains("\"output_tokens\":0");
  }

  @Test
  void t122T124TheInputSideStandsInTheLastDeltaToo() {
    start();
    out.text(0, said(), 0, "A");
    end(Finish.Kind.STOP);
    var last = sse.substring(sse.indexOf("event: message_delta"));
    assertThat(last)
        .contains("\"input_tokens\":25")
        .contains("\"cache_read_input_tokens\":75")
        .contains("\"output_tokens\":25")
        .contains("\"thinking_tokens\":20");
  }

  @Test
  void t133AFilteredAnswerIsARefusal() {
    start();
    out.text(0, said(), 0, "A");
    end(Finish.Kind.CONTENT_FILTER);
    assertThat(told()).endsWith(" > refusal stop");
  }

  @Test
  void t134ARefusalIsTextAndSaysSoAtTheEnd() {
    start();
    out.refusal(0, said(), 0, "No.");
    end(Finish.Kind.STOP);
    assertThat(told()).isEqualTo("start <text No. > refusal stop");
    assertThat(sse)
        .contains(
            "\"stop_details\":{\"type\":\"refusal\",\"category\":null,\"explanation\":\"No.\"}");
  }

  @Test
  void t142AStopSequenceIsNamedOnlyIfItIsKnown() {
    start();
    out.text(0, said(), 0, "A");
    out.finish(0, new Finish(Finish.Kind.STOP_SEQUENCE, "stop", "END", ""));
    out.end(Map.of());
    assertThat(sse).contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"");
  }

  @Test
  void t205APictureBecomesANote() {
    start();
    var source = new Part.Source.Inline("iVBORw0KGgo=");
    out.part(0, said(), new Part.Media(Part.Kind.IMAGE, source, "image/png"));
    end(Finish.Kind.STOP);
    assertThat(told()).startsWith("start <text [image/png left out").endsWith("> end_turn stop");
  }

  @Test
  void anotherProtocolsCitationsAndSearchesAreLeftOut() {
    start();
    var search =
        new Item.HostedCall("openai.responses", "web_search_call", "ws", Raw.EMPTY_OBJECT, null);
    out.close(0, out.open(0, search), search);
    int said = said();
    out.text(0, said, 0, "A");
    out.cite(0, said, 0, Citation.page("https://a", "a", 0, 1));
    end(Finish.Kind.STOP);
    assertThat(told()).isEqualTo("start <text A > end_turn stop");
  }

  @Test
  void aPingBeforeTheStartIsNothing() {
    assertThat(writer.write(new Event.Ping())).isEmpty();
    start();
    out.ping();
    assertThat(told()).isEqualTo("start ping");
  }

  @Test
  void idsAreOfTheCharactersThatTheProtocolTakes() {
    start();
    called("functions.Bash:0", "Bash");
    end(Finish.Kind.TOOL_CALLS);
    assertThat(sse)
        .contains("\"id\":\"msg_chatcmpl-1\"")
        .containsPattern("\"id\":\"functions_Bash_0_[0-9a-f]{8}\"");
  }

  @Test
  void otherAnswersThanTheFirstAreLeftOut() {
    start();
    out.text(0, said(), 0, "A");
    out.text(1, out.open(1, new Item.Assistant(List.of())), 0, "B");
    end(Finish.Kind.STOP);
    assertThat(told()).isEqualTo("start <text A > end_turn stop");
  }
}
