package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Effort;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests of other protocols as providers of this one get them. */
final class RequestCasesTest {
  private final Warnings warnings = new Warnings(false);

  private static Request foreign(Consumer<Request.Draft> more) {
    var draft = new Request.Draft("anthropic.messages", "a/b");
    more.accept(draft);
    if (draft.items.isEmpty()) {
      draft.items.add(user("hi"));
    }
    return draft.request();
  }

  private static Item.User user(String text) {
    return new Item.User(List.of(Part.Text.of(text)));
  }

  private Node sent(String provider, String model, Consumer<Request.Draft> more) {
    return Ends.written(foreign(more), Ends.at(provider, model), warnings);
  }

  private static String messages(Node body) {
    return String.valueOf(body.get("messages"));
  }

  @Test
  void t068AFailedToolSaysSo() {
    var body =
        sent(
            "openai",
            "gpt-5-mini",
            d -> {
              d.items.add(user("go"));
              d.items.add(new Item.ToolCall("c1", "f", "{\"id\":2512292042121000001, \"r\":1.10}"));
              d.items.add(
                  new Item.ToolResult(
                      "c1", "", Item.CallKind.FUNCTION, List.of(Part.Text.of("boom")), true, null));
            });
    assertThat(messages(body))
        .isEqualTo(
            "[{\"role\":\"user\",\"content\":\"go\"},{\"role\":\"assistant\",\"content\":null,"
                + "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"arguments\":\"{\\\"id\\\":2512292042121000001, \\\"r\\\":1.10}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"Error: boom\"}]");
  }

  @Test
  void t118MistralGetsAWordOfTheModelBetweenResultAndUser() {
    var body =
        sent(
            "mistral",
            "mistral-large-latest",
            d -> {
              d.items.add(user("go"));
              d.items.add(new Item.ToolCall("abcdefghi", "f", ""));
              d.items.add(new Item.ToolResult("abcdefghi", "1"));
              d.items.add(user("and now?"));
            });
    assertThat(messages(body))
        .contains(
            "\"content\":\"\",\"tool_calls\"",
            "{\"role\":\"assistant\",\"content\":\"(tool results received)\"},{\"role\":\"user\"");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void t169MistralsSeedHasAnotherName() {
    var body =
        sent("mistral", "m", d -> d.sampling = new Sampling(null, null, null, null, null, 7L));
    assertThat(body.number("random_seed", 0)).isEqualTo(7);
    assertThat(body.has("seed")).isFalse();
  }

  @Test
  void t119ProvidersWithoutTheDeveloperGetASystem() {
    for (var provider : List.of("xai", "deepseek", "nobody-knows")) {
      var body =
          sent(
              provider,
              "m",
              d -> {
                d.items.add(
                    new Item.Instruction(Item.Level.DEVELOPER, List.of(Part.Text.of("be brief"))));
                d.items.add(user("hi"));
              });
      assertThat(messages(body)).startsWith("[{\"role\":\"system\",\"content\":\"be brief\"}");
    }
  }

  @Test
  void t163TopKIsDroppedWhereItIsNotKnown() {
    var body =
        sent(
            "openai",
            "gpt-4o",
            d ->
                d.sampling =
                    new Sampling(BigDecimal.ONE, null, BigDecimal.valueOf(40), null, null, null));
    assertThat(body.raw("temperature")).hasToString("1");
    assertThat(body.has("top_k")).isFalse();
    assertThat(warnings.list()).containsExactly("dropped=top_k;not taken by openai");
  }

  @Test
  void reasoningModelsOfOpenAiDoNotGetATemperature() {
    var body =
        sent(
            "openai",
            "gpt-5-mini",
            d -> d.sampling = new Sampling(new BigDecimal("0.3"), null, null, null, null, null));
    assertThat(body.has("temperature")).isFalse();
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void t184TooManyStopsAreRefused() {
    assertThatThrownBy(
            () -> sent("openai", "gpt-4o", d -> d.stops.addAll(List.of("1", "2", "3", "4", "5"))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("at most 4");
  }

  @Test
  void t193SeveralCandidatesAreAskedFor() {
    assertThat(sent("openai", "gpt-4o", d -> d.candidates = 2).number("n", 0)).isEqualTo(2);
    assertThatThrownBy(() -> sent("groq", "m", d -> d.candidates = 2))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void t146OnlyTheLastFourMarksBecomeBreakpoints() {
    var body =
        sent(
            "openai",
            "gpt-5.6-terra",
            d -> {
              for (int i = 0; i < 5; i++) {
                d.items.add(
                    new Item.User(
                        List.of(Part.Text.of("part " + i).withCache(CacheMark.FIVE_MINUTES))));
              }
            });
    var text = messages(body);
    assertThat(text.split("prompt_cache_breakpoint", -1)).hasSize(5);
    assertThat(text).contains("{\"type\":\"text\",\"text\":\"part 0\"}");
    assertThat(body.raw("prompt_cache_options"))
        .hasToString("{\"mode\":\"explicit\",\"ttl\":\"30m\"}");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void olderModelsKeepTheirCacheByThemselves() {
    var body =
        sent(
            "openai",
            "gpt-4o",
            d -> d.items.add(new Item.User(List.of(Part.Text.of("x").withCache(CacheMark.HOUR)))));
    assertThat(messages(body)).isEqualTo("[{\"role\":\"user\",\"content\":\"x\"}]");
    assertThat(warnings.list()).isEmpty();
  }

  @Test
  void openRouterGetsCacheControlAndWhatProvesThoughts() {
    var body =
        sent(
            "openrouter",
            "anthropic/claude-sonnet-4.5",
            d -> {
              d.items.add(new Item.User(List.of(Part.Text.of("x").withCache(CacheMark.HOUR))));
              d.items.add(
                  new Item.Reasoning(
                      "",
                      List.of(),
                      List.of("hm"),
                      new Opaque(Opaque.Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "sig")));
              d.items.add(new Item.ToolCall("c", "f", "{}"));
              d.items.add(new Item.ToolResult("c", "1"));
              d.thinking = new Thinking(null, 2000, null, "", "");
            });
    assertThat(messages(body))
        .contains(
            "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}",
            "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"format\":\"anthropic-claude-v1\","
                + "\"index\":0,\"text\":\"hm\",\"signature\":\"sig\"}]");
    assertThat(body.raw("reasoning")).hasToString("{\"max_tokens\":2000}");
  }

  @Test
  void t044DeepSeekGetsThoughtsBackOrAnEmptyText() {
    var body =
        sent(
            "deepseek",
            "deepseek-reasoner",
            d -> {
              d.items.add(user("go"));
              d.items.add(new Item.Reasoning("", List.of(), List.of("hm"), null));
              d.items.add(new Item.ToolCall("a", "f", "{}"));
              d.items.add(new Item.ToolResult("a", "1"));
              d.items.add(new Item.ToolCall("b", "f", "{}"));
              d.items.add(new Item.ToolResult("b", "2"));
            });
    assertThat(messages(body))
        .contains(
            "{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"hm\"",
            "{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"\"");
  }

  @Test
  void googlesSignaturesGoBackWithTheirCalls() {
    Consumer<Request.Draft> items =
        d -> {
          d.items.add(user("go"));
          d.items.add(
              new Item.ToolCall("c", "f", "{}")
                  .withSignature(
                      new Opaque(
                          Opaque.Family.GOOGLE, Opaque.Kind.THOUGHT_SIGNATURE, "", "", "S")));
        };
    assertThat(messages(sent("google", "gemini-3-pro", items)))
        .contains("\"extra_content\":{\"google\":{\"thought_signature\":\"S\"}}");
    assertThat(messages(sent("openai", "gpt-5", items))).doesNotContain("extra_content");
  }

  @Test
  void effortIsSaidInTheProvidersWords() {
    Consumer<Request.Draft> high = d -> d.thinking = Thinking.of(Effort.HIGH);
    assertThat(sent("openai", "gpt-5", high).text("reasoning_effort")).isEqualTo("high");
    assertThat(sent("zai", "glm-5", high).raw("thinking")).hasToString("{\"type\":\"enabled\"}");
    assertThat(sent("together", "m", high).raw("reasoning")).hasToString("{\"enabled\":true}");
    assertThat(sent("alibaba", "qwen3", high).yes("enable_thinking")).isTrue();
    assertThat(sent("vllm", "m", high).raw("chat_template_kwargs"))
        .hasToString("{\"enable_thinking\":true}");
    Consumer<Request.Draft> none = d -> d.thinking = Thinking.of(Effort.NONE);
    assertThat(sent("openai", "gpt-5", none).text("reasoning_effort")).isEqualTo("minimal");
    assertThat(sent("openai", "gpt-5.2", none).text("reasoning_effort")).isEqualTo("none");
    assertThat(warnings.list()).containsExactly("changed=thinking;minimal");
  }

  @Test
  void t101AnotherProtocolsSchemaIsClosedForOpenAiAndForNobodyElse() {
    Consumer<Request.Draft> format =
        d ->
            d.format =
                new OutputFormat.JsonSchema(
                    "",
                    "",
                    new Raw(
                        "{\"type\":\"object\",\"properties\":{\"note\":{\"type\":\"string\"}}}"),
                    null);
    var openAi = foreign(format);
    var sent = Ends.OUT.write(openAi, Ends.at("openai", "gpt-4o"), warnings);
    var body = Node.strict(sent.outgoing().body(), 0, sent.outgoing().body().length);
    assertThat(String.valueOf(body.get("response_format")))
        .contains("\"name\":\"answer\",\"strict\":true", "\"required\":[\"note\"]");
    var answer =
        sent.read(
            Ends.bytes(
                "{\"choices\":[{\"message\":{\"content\":\"{\\\"note\\\":null}\"},"
                    + "\"finish_reason\":\"stop\"}]}"));
    assertThat(answer.choices().getFirst().items())
        .containsExactly(new Item.Assistant(List.of(Part.Text.of("{}"))));
    assertThat(String.valueOf(sent("fireworks", "m", format).get("response_format")))
        .doesNotContain("required");
    assertThat(warnings.list()).isEmpty();
  }

  @Test
  void t106AStrictToolThatCannotBeClosedIsNotStrict() {
    var body =
        sent(
            "openai",
            "gpt-4o",
            d ->
                d.tools.add(
                    new Tool.Function(
                        "f",
                        "",
                        "",
                        new Raw("{\"type\":\"object\",\"properties\":{},\"allOf\":[]}"),
                        true,
                        null,
                        java.util.Map.of())));
    assertThat(String.valueOf(body.get("tools"))).contains("\"strict\":false");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void aProviderWithoutSchemasIsToldInWords() {
    var body =
        sent(
            "deepseek",
            "m",
            d ->
                d.format =
                    new OutputFormat.JsonSchema("", "", new Raw("{\"type\":\"object\"}"), null));
    assertThat(body.raw("response_format")).hasToString("{\"type\":\"json_object\"}");
    assertThat(messages(body))
        .startsWith("[{\"role\":\"system\",\"content\":\"Answer with one JSON");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void aChoiceThatTheProviderDoesNotKnowIsMadeWithTheTools() {
    Consumer<Request.Draft> named =
        d -> {
          d.tools.add(new Tool.Function("f", "", null));
          d.tools.add(new Tool.Function("g", "", null));
          d.toolChoice = new ToolChoice.Named("g", Item.CallKind.FUNCTION);
        };
    assertThat(sent("openai", "gpt-4o", named).raw("tool_choice"))
        .hasToString("{\"type\":\"function\",\"function\":{\"name\":\"g\"}}");
    var moonshot = sent("moonshotai", "kimi", named);
    assertThat(moonshot.text("tool_choice")).isEqualTo("required");
    assertThat(String.valueOf(moonshot.get("tools"))).doesNotContain("\"f\"");
    var zai =
        sent(
            "zai",
            "glm",
            d -> {
              named.accept(d);
              d.toolChoice = new ToolChoice.None();
            });
    assertThat(zai.has("tools")).isFalse();
    assertThat(zai.has("tool_choice")).isFalse();
  }

  @Test
  void withoutToolsThereIsNoChoiceAmongThem() {
    var body =
        sent(
            "openai",
            "gpt-4o",
            d -> {
              d.toolChoice = new ToolChoice.Auto();
              d.parallelTools = true;
            });
    assertThat(body.has("tool_choice") || body.has("parallel_tool_calls")).isFalse();
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    Consumer<Request.Draft> all =
        d -> {
          d.items.add(user("go"));
          d.tools.add(new Tool.Function("f", "does", new Raw("{\"type\":\"object\"}")));
          d.endUser = "user-".repeat(30);
          d.stream = true;
        };
    assertThat(sent("openai", "gpt-5", all).toString())
        .isEqualTo(sent("openai", "gpt-5", all).toString())
        .contains("\"stream_options\":{\"include_usage\":true}");
  }

  @Test
  void azuresPathNamesTheDeployment() {
    var sent =
        ChatUpstream.azure(ChatUpstream.AZURE_VERSION)
            .write(foreign(_ -> {}), Ends.at("azure", "my gpt/5"), warnings);
    assertThat(sent.outgoing().path())
        .isEqualTo("/openai/deployments/my%20gpt%2F5/chat/completions?api-version=2024-10-21");
  }
}
