package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Framing;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
  private static Request messages(String messages) {
    return with("\"max_tokens\":10,\"messages\":[" + messages + "]");
  }

  private static Request with(String members) {
    return Fixture.read("{\"model\":\"m\"," + members + "}");
  }

  private static Request hi(String members) {
    return with(
        "\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]," + members);
  }

  @Test
  void aMessageIsReadIntoItemsInItsOrder() {
    var items =
        messages(
                """
                {"role":"user","content":[{"type":"text","text":"a"}]},
                {"role":"assistant","content":[
                  {"type":"thinking","thinking":"hm","signature":"S"},
                  {"type":"text","text":"b"},
                  {"type":"tool_use","id":"c1","name":"f","input":{"x":1}}]},
                {"role":"user","content":[
                  {"type":"tool_result","tool_use_id":"c1","content":"r","is_error":true},
                  {"type":"text","text":"d","cache_control":{"type":"ephemeral","ttl":"1h"}}]}\
                """)
            .items();
    assertThat(items).hasSize(6);
    assertThat(items.get(1)).isInstanceOf(Item.Reasoning.class);
    assertThat(items.get(3)).isEqualTo(new Item.ToolCall("c1", "f", "{\"x\":1}"));
    assertThat(items.get(4))
        .isInstanceOfSatisfying(Item.ToolResult.class, r -> assertThat(r.error()).isTrue());
    assertThat(items.get(5))
        .isEqualTo(new Item.User(List.of(Part.Text.of("d").withCache(CacheMark.HOUR))));
  }

  @Test
  void t071NumbersOfACallKeepTheirDigits() {
    var items =
        messages(
                """
                {"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f",
                "input":{"id": 2512292042121000001, "r": 1.10}}]}\
                """)
            .items();
    assertThat(((Item.ToolCall) items.getFirst()).input())
        .isEqualTo("{\"id\":2512292042121000001,\"r\":1.10}");
  }

  @Test
  void aLastMessageOfTheModelIsABeginning() {
    var begun =
        messages(
            "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"{\"}");
    assertThat(((Item.Assistant) begun.items().getLast()).prefill()).isTrue();
    var paused =
        messages(
            """
            {"role":"user","content":"a"},{"role":"assistant","content":[
            {"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},
            {"type":"text","text":"and"}]}\
            """);
    assertThat(((Item.Assistant) paused.items().getLast()).prefill()).isFalse();
    assertThat(((Item.HostedCall) paused.items().get(1)).search())
        .isNotNull()
        .satisfies(search -> assertThat(search.queries()).containsExactly("q"));
  }

  @Test
  void t109AnInstructionBetweenMessagesStaysThere() {
    var items =
        messages(
                """
                {"role":"user","content":"a"},{"role":"system","content":"b"},
                {"role":"user","content":"c"}\
                """)
            .items();
    assertThat(items.get(1)).isInstanceOf(Item.Instruction.class);
  }

  @Test
  void t163SamplingIsKept() {
    var sampling = hi("\"temperature\":1,\"top_k\":40").sampling();
    assertThat(sampling.temperature()).hasToString("1");
    assertThat(sampling.topK()).hasToString("40");
  }

  @Test
  void t161CitationsOfAUsersTextDoNotStandInTheWay() {
    var text =
        messages(
                """
                {"role":"user","content":[{"type":"text","text":"a","citations":[
                {"type":"char_location","cited_text":"x","document_index":0}]}]}\
                """)
            .items();
    assertThat(text).hasSize(1);
  }

  @Test
  void thinkingAndEffortBelongTogether() {
    var thinking =
        hi("\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},"
                + "\"output_config\":{\"effort\":\"max\"}")
            .thinking();
    assertThat(thinking).isNotNull();
    assertThat(thinking.mode()).isEqualTo("adaptive");
    assertThat(thinking.show()).isFalse();
    assertThat(thinking.effort()).isEqualTo(Effort.MAX);
  }

  @Test
  void theFormatIsTakenFromItsOldPlaceToo() {
    var schema = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}";
    assertThat(hi("\"output_format\":" + schema).format())
        .isEqualTo(hi("\"output_config\":{\"format\":" + schema + "}").format())
        .isInstanceOf(OutputFormat.JsonSchema.class);
  }

  @Test
  void typedToolsAreTheProvidersOwn() {
    var tools =
        hi("""
        "tools":[{"type":"web_search_20260209","name":"web_search","max_uses":2,
        "blocked_domains":["x.org"],"user_location":{"type":"approximate","city":"Bonn"}},
        {"type":"bash_20250124","name":"bash"},{"type":"text_editor_20250728","name":"t"},
        {"type":"code_execution_20250825","name":"c"},{"type":"mcp_toolset","name":"m"},
        {"type":"custom","name":"f","input_schema":{"type":"object"},"defer_loading":true}]\
        """)
            .tools();
    assertThat(tools.subList(0, 5))
        .extracting(tool -> ((Tool.Hosted) tool).kind())
        .containsExactly(
            HostedKind.WEB_SEARCH,
            HostedKind.BASH,
            HostedKind.TEXT_EDITOR,
            HostedKind.CODE,
            HostedKind.MCP);
    var search = ((Tool.Hosted) tools.getFirst()).search();
    assertThat(search).isNotNull();
    assertThat(search.maxUses()).isEqualTo(2);
    assertThat(search.blocked()).containsExactly("x.org");
    assertThat(search.location()).hasToString("{\"city\":\"Bonn\"}");
    assertThat(((Tool.Function) tools.get(5)).extras())
        .containsOnlyKeys("anthropic.messages/defer_loading");
  }

  @Test
  void aChoiceMayForbidSeveralCallsAtOnce() {
    var request =
        hi("\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":true}");
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f", CallKind.FUNCTION));
    assertThat(request.parallelTools()).isFalse();
  }

  @Test
  void whatOnlyThisProtocolKnowsIsKeptApart() {
    var request =
        hi(
            "\"mcp_servers\":[],\"container\":\"c\",\"future\":1,\"metadata\":{\"user_id\":\"u\"},"
                + "\"service_tier\":\"standard_only\",\"cache_control\":{\"type\":\"ephemeral\"}");
    assertThat(request.extras()).containsOnlyKeys("mcp_servers", "container", "future");
    assertThat(request.endUser()).isEqualTo("u");
    assertThat(request.tier()).isEqualTo("default");
    assertThat(request.cacheLast()).isEqualTo(CacheMark.FIVE_MINUTES);
    assertThat(Fields.ALL)
        .containsEntry("mcp_servers", Fate.REJECTED)
        .containsEntry("context_management", Fate.DROPPED)
        .containsEntry("models", Fate.GATEWAY);
  }

  @Test
  void aCountNeedsNoLimitAndIsNoStream() {
    var body = Fixture.bytes("{\"model\":\"m\",\"stream\":true,\"messages\":[{}]}");
    var envelope = Fixture.INBOUND.envelope(new Call(Action.COUNT), body);
    assertThat(envelope.stream()).isFalse();
    assertThat(Fixture.INBOUND.count(12)).asString().isEqualTo("{\"input_tokens\":12}");
  }

  @Test
  void bothVersionsAreTaken() {
    var body =
        Fixture.bytes("{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}],\"models\":[\"n\"]}");
    for (var version : new String[] {"", "2023-06-01", "2026-10-21"}) {
      var call = new Call(Action.CHAT, "", false, Framing.SSE, version);
      assertThat(Fixture.INBOUND.envelope(call, body).models()).containsExactly("m", "n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | ",
        "{\"a\":} | ",
        "{} | model",
        "{\"model\":1} | model",
        "{\"model\":\"a b\"} | model",
        "{\"model\":\"m\"} | messages",
        "{\"model\":\"m\",\"messages\":{}} | messages",
        "{\"model\":\"m\",\"messages\":[]} | messages",
        "{\"model\":\"m\",\"messages\":[\"x\"]} | messages[0]",
        "{\"model\":\"m\",\"messages\":[{}]} | max_tokens",
        "{\"model\":\"m\",\"messages\":[{}],\"max_tokens\":\"9\"} | max_tokens",
        "{\"model\":\"m\",\"messages\":[{}],\"max_tokens\":-1} | max_tokens",
        "{\"model\":\"m\",\"messages\":[{}],\"max_tokens\":1,\"stream\":1} | stream",
        "{\"model\":\"m\",\"messages\":[{}],\"max_tokens\":1,\"provider\":{\"x\":1}} | provider.x",
        "{\"model\":\"m\",\"messages\":[{}],\"max_tokens\":1,\"models\":[1]} | models[0]",
      })
  void aFaultyEnvelopeIsRefusedByName(String body, String param) {
    assertThatThrownBy(() -> Fixture.read(body))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(BadRequest.class);
              assertThat(((BadRequest) e.failure()).param()).isEqualTo(param == null ? "" : param);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | messages[1].content",
        "{\"content\":\"a\"} | messages[1].role",
        "{\"role\":\"bot\",\"content\":\"a\"} | messages[1].role",
        "{\"role\":\"user\",\"content\":1} | messages[1].content",
        "{\"role\":\"user\",\"content\":[1]} | messages[1].content[0]",
        "{\"role\":\"user\",\"content\":[{}]} | messages[1].content[0].type",
        "{\"role\":\"user\",\"content\":[{\"type\":1}]} | messages[1].content[0].type",
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]} | messages[1].content[0].text",
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":1}]} | messages[1].content[0].text",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]} | messages[1].content[0].source",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{}}]} | messages[1].content[0].source.type",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"ftp\"}}]} | messages[1].content[0].source.type",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\"}}]} | messages[1].content[0].source.url",
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]} | messages[1].content[0].tool_use_id",
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":1}]} | messages[1].content[0].content",
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"name\":\"f\"}]} | messages[1].content[0].id",
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"f\"}]} | messages[1].content[0].name",
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"f\",\"name\":\"f\",\"input\":\"x\"}]} | messages[1].content[0].input",
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\"}]} | messages[1].content[0].thinking",
        "{\"role\":\"system\",\"content\":{}} | messages[1].content",
      })
  void aFaultyMessageIsRefusedByName(String message, String param) {
    refused(
        "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}," + message + "]",
        param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"system\":1 | system",
        "\"tools\":{} | tools",
        "\"tools\":[1] | tools[0]",
        "\"tools\":[{}] | tools[0].name",
        "\"tools\":[{\"name\":\"f\",\"input_schema\":1}] | tools[0].input_schema",
        "\"tool_choice\":\"auto\" | tool_choice",
        "\"tool_choice\":{} | tool_choice.type",
        "\"tool_choice\":{\"type\":\"tool\"} | tool_choice.name",
        "\"thinking\":true | thinking",
        "\"thinking\":{} | thinking.type",
        "\"thinking\":{\"type\":\"enabled\"} | thinking.budget_tokens",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":\"x\"} | thinking.budget_tokens",
        "\"output_config\":1 | output_config",
        "\"output_config\":{\"effort\":\"huge\"} | output_config.effort",
        "\"output_config\":{\"format\":{\"type\":\"x\"}} | output_config.format",
        "\"temperature\":\"hot\" | temperature",
        "\"stop_sequences\":\"x\" | stop_sequences",
        "\"stop_sequences\":[1] | stop_sequences[0]",
        "\"metadata\":1 | metadata",
        "\"service_tier\":1 | service_tier",
      })
  void aFaultyMemberIsRefusedByName(String member, String param) {
    refused(
        "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]," + member, param);
  }

  private static void refused(String members, String param) {
    assertThatThrownBy(() -> with(members))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(BadRequest.class);
              assertThat(((BadRequest) e.failure()).param()).isEqualTo(param);
            });
  }
}
