package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Request;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a caller of chat completions gets for events. */
final class EventWriterTest {
  private static final String HEAD =
      "data: {\"id\":\"chatcmpl-msg_1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"claude\",\"choices\":[";

  private static List<String> chunks(Request asked, Consumer<Assembler> steps) {
    var events = new ArrayList<Event>();
    var out = new Assembler(events::add);
    out.start("msg_1", "claude", 0, Usage.NONE, "");
    steps.accept(out);
    var lines = new ArrayList<String>();
    for (var frame : List.of(Streams.written(asked, events).split("\n\n", -1))) {
      lines.add(frame.startsWith(HEAD) ? frame.substring(HEAD.length()) : frame);
    }
    return lines.subList(0, lines.size() - 1);
  }

  private static String delta(String delta) {
    return "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}]}";
  }

  private static final String ROLE =
      delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");

  private static String finish(String word, String more) {
    return "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""
        + word
        + "\""
        + more
        + "}]}";
  }

  @Test
  void t007ACallWithoutInputGetsAnEmptyObject() {
    assertThat(
            chunks(
                Streams.ANY,
                out -> {
                  int said = out.open(0, new Item.Assistant(List.of()));
                  out.text(0, said, 0, "A");
                  out.close(0, said);
                  int call = out.open(0, new Item.ToolCall("t1", "now", ""));
                  out.close(0, call);
                  out.finish(0, Finish.of(Finish.Kind.TOOL_CALLS, "tool_use"));
                  out.end(Map.of());
                }))
        .containsExactly(
            ROLE,
            delta("{\"content\":\"A\"}"),
            delta(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":"
                    + "{\"name\":\"now\",\"arguments\":\"\"}}]}"),
            delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}"),
            finish("tool_calls", ",\"native_finish_reason\":\"tool_use\""),
            "data: [DONE]");
  }

  @Test
  void thoughtsComeUnderEveryNameAndWithWhatProvesThem() {
    assertThat(
            chunks(
                Streams.ANY,
                out -> {
                  int thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), null));
                  out.reasoning(0, thought, false, 0, "hm");
                  out.opaque(
                      0,
                      thought,
                      new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "sig"));
                  out.close(0, thought);
                  out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
                  out.end(Map.of());
                }))
        .containsExactly(
            ROLE,
            delta(
                "{\"reasoning_content\":\"hm\",\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":"
                    + "\"reasoning.text\",\"text\":\"hm\",\"index\":0}]}"),
            delta(
                "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"sig\","
                    + "\"format\":\"anthropic-claude-v1\",\"index\":0}]}"),
            finish("stop", ""),
            "data: [DONE]");
  }

  @Test
  void whoExcludesThoughtsGetsNone() {
    var asked =
        Ends.read(
            "{\"model\":\"a/b\",\"reasoning\":{\"effort\":\"low\",\"exclude\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
    assertThat(
            chunks(
                asked,
                out -> {
                  int thought = out.open(0, new Item.Reasoning("", List.of(), List.of(), null));
                  out.reasoning(0, thought, false, 0, "hm");
                  out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
                  out.end(Map.of());
                }))
        .containsExactly(ROLE, finish("stop", ""), "data: [DONE]");
  }

  @Test
  void usageComesBehindTheFinishIfItWasAsked() {
    var draft = Streams.ANY.draft();
    draft.usageAsked = true;
    assertThat(
            chunks(
                draft.request(),
                out -> {
                  out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
                  out.usage(new Usage(40, 60, 0, 0, 0, 5, 20, 0, true));
                  out.end(Map.of("system_fingerprint", new Raw("\"x\"")));
                }))
        .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .isEqualTo("data: [DONE]");
    var chunks =
        chunks(
            draft.request(),
            out -> {
              out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
              out.usage(new Usage(40, 60, 0, 0, 0, 5, 20, 0, true));
              out.end(Map.of());
            });
    assertThat(chunks.get(2))
        .isEqualTo(
            "],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":25,\"total_tokens\":125,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":60,\"audio_tokens\":0},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":20,\"audio_tokens\":0}}}");
    assertThat(chunks.get(0)).endsWith(",\"usage\":null}");
  }

  @Test
  void aFailureIsAnErrorAndNothingFollows() {
    assertThat(
            chunks(
                Streams.ANY,
                out -> {
                  int said = out.open(0, new Item.Assistant(List.of()));
                  out.text(0, said, 0, "A");
                  out.fail(Cause.CUT, 0, "gone");
                }))
        .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .isEqualTo(
            "data: {\"error\":{\"message\":\"gone\",\"type\":\"server_error\",\"param\":null,"
                + "\"code\":\"upstream_cut\"}}");
  }

  @Test
  void citationsOfALaterTextCountFromTheBeginningOfTheMessage() {
    var chunks =
        chunks(
            Streams.ANY,
            out -> {
              int one = out.open(0, new Item.Assistant(List.of()));
              out.text(0, one, 0, "12345");
              out.close(0, one);
              int two = out.open(0, new Item.Assistant(List.of()));
              out.text(0, two, 0, "678");
              out.cite(0, two, 0, Citation.page("https://a", "t", 1, 3));
              out.finish(0, Finish.of(Finish.Kind.STOP, "stop"));
              out.end(Map.of());
            });
    assertThat(chunks.get(3)).contains("\"end_index\":8,\"start_index\":6");
  }

  @Test
  void freeTextGoesToACustomCall() {
    var chunks =
        chunks(
            Streams.ANY,
            out -> {
              int call =
                  out.open(
                      0,
                      new Item.ToolCall(
                          "c", "", "patch", "", Item.CallKind.CUSTOM, "", null, null));
              out.input(0, call, "*** Begin");
              out.finish(0, Finish.of(Finish.Kind.TOOL_CALLS, ""));
              out.end(Map.of());
            });
    assertThat(chunks.get(1)).contains("\"type\":\"custom\",\"custom\":{\"name\":\"patch\"");
    assertThat(chunks.get(2)).contains("{\"index\":0,\"custom\":{\"input\":\"*** Begin\"}}");
  }
}
