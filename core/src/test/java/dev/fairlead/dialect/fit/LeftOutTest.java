package dev.fairlead.dialect.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members of tools and of content parts that do not go along are told of, each by its path. */
final class LeftOutTest {
  @Test
  void aChatFunctionsOwnMemberIsToldOf() {
    assertThat(
            left(
                "openai.chat",
                """
                {"model":"m","messages":[{"role":"user","content":"hi"}],
                 "tools":[{"type":"function","function":{"name":"f","parameters":{},"novel":1}}]}
                """))
        .containsExactly("dropped=tools[].function.novel");
  }

  @Test
  void aResponsesFunctionsOwnMembersAreToldOf() {
    assertThat(
            left(
                "openai.responses",
                """
                {"model":"m","input":"hi","tools":[{"type":"function","name":"f","parameters":{},
                 "strict":null,"output_schema":{},"allowed_callers":["direct"]}]}
                """))
        .containsExactlyInAnyOrder(
            "dropped=tools[].output_schema", "dropped=tools[].allowed_callers");
  }

  @Test
  void aMessagesToolsAndBlocksOwnMembersAreToldOf() {
    assertThat(
            left(
                "anthropic.messages",
                """
                {"model":"m","max_tokens":5,"messages":[{"role":"user","clear_at":1,"content":[
                 {"type":"tool_result","tool_use_id":"t","content":[{"type":"image",
                 "transformations":{},"source":{"type":"base64","media_type":"image/png",
                 "data":"AAAA"}}]},{"type":"text","text":"hi","novel":1}]}],
                 "tools":[{"name":"f","input_schema":{"type":"object"},"input_examples":[],
                 "eager_input_streaming":true}]}
                """))
        .contains(
            "dropped=messages[0].clear_at",
            "dropped=messages[0].content[0].content[0].transformations",
            "dropped=messages[0].content[1].novel",
            "dropped=tools[].input_examples")
        .noneMatch(line -> line.contains("eager_input_streaming"));
  }

  @Test
  void aGeminiPartsAndSearchsOwnMembersAreToldOfInEitherSpelling() {
    assertThat(
            left(
                "gemini.generate",
                """
                {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png",
                 "data":"AAAA","novel":1},"mediaResolution":{"numTokens":7}}]}],
                 "tools":[{"google_search":{"time_range_filter":{},"exclude_domains":["a.b"]}}]}
                """))
        .containsExactlyInAnyOrder(
            "dropped=contents[0].parts[0].inlineData.novel",
            "dropped=contents[0].parts[0].mediaResolution.numTokens",
            "dropped=tools[].googleSearch.timeRangeFilter");
  }

  @Test
  void whatStaysInItsDialectKeepsItsToolsMembers() {
    var side = side("anthropic.messages");
    assertThat(
            left(
                side,
                side,
                """
                {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"hi"}],
                 "tools":[{"name":"f","input_schema":{"type":"object"},"input_examples":[]}]}
                """))
        .isEmpty();
  }

  private static List<String> left(String dialect, String json) {
    return left(
        side(dialect),
        side(dialect.equals("openai.chat") ? "anthropic.messages" : "openai.chat"),
        json);
  }

  private static List<String> left(Side from, Side to, String json) {
    var warnings = new Warnings(false);
    var request = from.read(json.getBytes(StandardCharsets.UTF_8), warnings);
    Fit.fit(
        request,
        new Terms(
            to.out().dialect(),
            to.out().manners(to.to()),
            from.in().fields(),
            new Keeping("other", Ends.SEALING, ReasoningMemory.none())),
        warnings);
    return warnings.list().stream().filter(line -> line.startsWith("dropped=")).toList();
  }

  private static Side side(String dialect) {
    return Side.callers().stream()
        .filter(side -> side.in().id().equals(dialect))
        .findFirst()
        .orElseThrow();
  }
}
