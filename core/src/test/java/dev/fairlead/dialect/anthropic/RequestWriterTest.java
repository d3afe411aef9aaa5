package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Effort;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Item.Level;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What callers of other protocols ask for, as Anthropic is asked. */
class RequestWriterTest {
  private static final String OLD = "claude-sonnet-4-5-20250929";
  private static final String MIDDLE = "claude-opus-4-6";
  private static final String NEW = "claude-opus-4-8";
  private static final Tool F = new Tool.Function("f", "does f", null);

  private final Warnings warnings = new Warnings(false);

  private Node write(String model, int maxOutput, Consumer<Draft> change) {
    var draft = Fixture.chat();
    change.accept(draft);
    return Fixture.write(draft.request(), Fixture.to(model, maxOutput), warnings);
  }

  private Node write(String model, Consumer<Draft> change) {
    return write(model, 64_000, change);
  }

  private String value(Node body, String name) {
    var found = body.get(name);
    return found == null ? "" : found.toString();
  }

  private static Thinking budget(int tokens) {
    return new Thinking(null, tokens, true, "", "");
  }

  @Test
  void t046AnEnabledBudgetBecomesAdaptive() {
    var request =
        Fixture.read(
            """
            {"model":"m","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":8000},
             "messages":[{"role":"user","content":"hi"}]}\
            """,
            warnings);
    var body = Fixture.write(request, Fixture.to("claude-sonnet-5"), warnings);
    assertThat(value(body, "thinking"))
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
    assertThat(value(body, "output_config")).isEqualTo("{\"effort\":\"medium\"}");
    assertThat(warnings.list())
        .containsExactly("changed=thinking.budget_tokens;adaptive with effort medium");
  }

  @Test
  void adaptiveBecomesABudgetOnOlderModels() {
    var request =
        Fixture.read(
            """
            {"model":"m","max_tokens":9000,"thinking":{"type":"adaptive"},
             "messages":[{"role":"user","content":"hi"}]}\
            """);
    var body = Fixture.write(request, Fixture.to(OLD), warnings);
    assertThat(value(body, "thinking")).isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":8192}");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void t047TheLimitIsRaisedAboveTheBudget() {
    var body =
        write(
            OLD,
            d -> {
              d.maxTokens = 1000L;
              d.thinking = Thinking.of(Effort.HIGH);
            });
    assertThat(value(body, "thinking")).contains("\"budget_tokens\":16384");
    assertThat(body.number("max_tokens", 0)).isEqualTo(17_384);
    assertThat(warnings.list()).containsExactly("changed=max_tokens;17384: thoughts count too");
  }

  @Test
  void t047ABudgetShrinksWhereTheModelHasNoMoreRoom() {
    var body =
        write(
            OLD,
            8192,
            d -> {
              d.maxTokens = 1000L;
              d.thinking = Thinking.of(Effort.HIGH);
            });
    assertThat(body.number("max_tokens", 0)).isEqualTo(8192);
    assertThat(value(body, "thinking")).contains("\"budget_tokens\":7192");
  }

  @Test
  void aNamedBudgetStaysBelowTheNamedLimit() {
    var body =
        write(
            OLD,
            d -> {
              d.maxTokens = 4000L;
              d.thinking = budget(8000);
            });
    assertThat(value(body, "thinking")).contains("\"budget_tokens\":3000");
    assertThat(body.number("max_tokens", 0)).isEqualTo(4000);
    var none =
        write(
            OLD,
            d -> {
              d.maxTokens = 1000L;
              d.thinking = budget(8000);
            });
    assertThat(value(none, "thinking")).isEqualTo("{\"type\":\"disabled\"}");
  }

  @Test
  void t050ThoughtsAreAskedForInASummary() {
    var body = write(NEW, d -> d.thinking = Thinking.of(Effort.XHIGH));
    assertThat(value(body, "thinking"))
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
    assertThat(value(body, "output_config")).isEqualTo("{\"effort\":\"xhigh\"}");
    assertThat(value(write(MIDDLE, d -> d.thinking = Thinking.of(Effort.XHIGH)), "output_config"))
        .isEqualTo("{\"effort\":\"high\"}");
  }

  @Test
  void t056AModelThatThinksIsNotMadeToCall() {
    var body =
        write(
            NEW,
            d -> {
              d.tools.add(F);
              d.toolChoice = new ToolChoice.Required();
              d.thinking = Thinking.of(Effort.HIGH);
            });
    assertThat(value(body, "tool_choice")).isEqualTo("{\"type\":\"auto\"}");
    assertThat(value(body, "thinking")).contains("adaptive");
    assertThat(warnings.list())
        .containsExactly("changed=tool_choice;auto: a model that thinks cannot be made to call");
  }

  @Test
  void t031WithoutTheThoughtsBeforeACallThinkingRestsOnBudgetModels() {
    Consumer<Draft> loop =
        d -> {
          d.items.add(new Item.ToolCall("a", "f", "{}"));
          d.items.add(new Item.ToolResult("a", "1"));
          d.tools.add(F);
          d.thinking = Thinking.of(Effort.MEDIUM);
        };
    assertThat(value(write(OLD, loop), "thinking")).isEqualTo("{\"type\":\"disabled\"}");
    assertThat(warnings.list()).anyMatch(w -> w.startsWith("dropped=thinking;"));
    assertThat(value(write(NEW, loop), "thinking")).contains("adaptive");
    var proof = new Opaque(Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "S");
    var proved =
        write(
            OLD,
            d -> {
              d.items.add(new Item.Reasoning("", List.of(), List.of("hm"), proof));
              loop.accept(d);
            });
    assertThat(value(proved, "thinking")).contains("enabled");
  }

  @Test
  void t032AllThoughtsGoBackInTheirOrder() {
    var a = new Opaque(Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "sig1");
    var hidden = new Opaque(Family.ANTHROPIC, Opaque.Kind.REDACTED, "", "", "secret");
    var b = new Opaque(Family.ANTHROPIC, Opaque.Kind.SIGNATURE, "", "", "sig2");
    var body =
        write(
            NEW,
            d -> {
              d.items.add(new Item.Reasoning("", List.of(), List.of("A"), a));
              d.items.add(new Item.Reasoning("", List.of(), List.of(), hidden));
              d.items.add(new Item.Reasoning("", List.of(), List.of(), b));
              d.items.add(new Item.ToolCall("c", "f", "{\"n\":1.10}"));
              d.items.add(new Item.ToolResult("c", "ok"));
            });
    assertThat(value(body, "messages"))
        .contains(
            "[{\"type\":\"thinking\",\"thinking\":\"A\",\"signature\":\"sig1\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"secret\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig2\"},"
                + "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{\"n\":1.10}}]");
  }

  @Test
  void t187AsTheModelLikesIsAdaptive() {
    Consumer<Draft> asItLikes = d -> d.thinking = budget(-1);
    assertThat(value(write(NEW, asItLikes), "thinking"))
        .isEqualTo("{\"type\":\"adaptive\",\"display\":\"summarized\"}");
    assertThat(value(write(OLD, asItLikes), "thinking"))
        .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":8192}");
  }

  @Test
  void t188NoThoughtsIsDisabledOrTheLeastEffort() {
    Consumer<Draft> none = d -> d.thinking = budget(0);
    assertThat(value(write(NEW, none), "thinking")).isEqualTo("{\"type\":\"disabled\"}");
    assertThat(warnings.list()).isEmpty();
    var always = write("claude-fable-5", none);
    assertThat(value(always, "thinking")).isEmpty();
    assertThat(value(always, "output_config")).isEqualTo("{\"effort\":\"low\"}");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void modelsBeforeThoughtsDoNotThink() {
    var body = write("claude-3-5-haiku-20241022", d -> d.thinking = Thinking.of(Effort.LOW));
    assertThat(body.has("thinking")).isFalse();
    assertThat(warnings.list()).containsExactly("dropped=thinking;the model does not think aloud");
  }

  @Test
  void t070BrokenArgumentsAreWrapped() {
    var body =
        write(
            NEW,
            d -> {
              d.items.add(new Item.ToolCall("c", "f", "{\"a\":"));
              d.items.add(new Item.ToolCall("d", "f", ""));
              d.items.add(new Item.ToolCall("e", "f", "[1]"));
            });
    assertThat(value(body, "messages"))
        .contains("\"input\":{\"_raw\":\"{\\\"a\\\":\"}")
        .contains("\"input\":{}")
        .contains("\"input\":{\"_raw\":\"[1]\"}");
    assertThat(warnings.list())
        .containsExactly("changed=tool_calls.arguments;no JSON object: its text is in _raw");
  }

  @Test
  void t079OneCallAtATimeIsAutoAndNotAny() {
    var body =
        write(
            NEW,
            d -> {
              d.tools.add(F);
              d.parallelTools = false;
            });
    assertThat(value(body, "tool_choice"))
        .isEqualTo("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
  }

  @Test
  void t088AChoiceWithoutToolsIsLeftOut() {
    var body =
        write(
            NEW,
            d -> {
              d.toolChoice = new ToolChoice.Auto();
              d.parallelTools = true;
            });
    assertThat(body.has("tools")).isFalse();
    assertThat(body.has("tool_choice")).isFalse();
  }

  @Test
  void t089AToolWithoutParametersTakesAnEmptyObject() {
    var body = write(NEW, d -> d.tools.add(F));
    assertThat(value(body, "tools"))
        .isEqualTo(
            "[{\"name\":\"f\",\"description\":\"does f\","
                + "\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]");
  }

  @Test
  void t098T100ASchemaStandsAloneInTheOutputConfig() {
    var schema =
        new Raw(
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1}}}");
    var body =
        write(
            NEW,
            d -> {
              d.format = new OutputFormat.JsonSchema("answer", "", schema, true);
              d.thinking = Thinking.of(Effort.LOW);
            });
    assertThat(value(body, "output_config"))
        .isEqualTo(
            "{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":"
                + "\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"description\":"
                + "\"{minimum: 1}\"}},\"additionalProperties\":false}}}");
    assertThat(warnings.list()).isEmpty();
  }

  @Test
  void t103AJsonObjectIsAskedForInWords() {
    var body = write(NEW, d -> d.format = new OutputFormat.JsonObject());
    assertThat(value(body, "system")).contains("one valid JSON object");
    assertThat(warnings.list())
        .containsExactly("emulated=response_format;an instruction asks for a JSON object");
    assertThatThrownBy(
            () -> {
              var draft = Fixture.chat();
              draft.logprobs = 1;
              Fixture.write(draft, NEW);
            })
        .isInstanceOf(FailureException.class);
  }

  @Test
  void t112T113EmptyTextsAreLeftOut() {
    var body =
        write(
            NEW,
            d -> {
              d.items.add(new Item.Assistant(List.of(Part.Text.of(" "))));
              d.items.add(new Item.ToolCall("c", "f", "{}"));
              d.items.add(new Item.ToolResult("c", ""));
            });
    assertThat(value(body, "messages"))
        .isEqualTo(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\","
                + "\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":"
                + "[{\"type\":\"tool_result\",\"tool_use_id\":\"c\"}]}]");
  }

  @Test
  void t115NeighboursOfOneSideBecomeOneMessage() {
    var body =
        write(
            NEW,
            d -> {
              var marked = Part.Text.of("b").withCache(CacheMark.HOUR);
              d.items.add(new Item.User(List.of(marked)));
              d.items.add(new Item.Assistant(List.of(Part.Text.of("c"))));
              d.items.add(new Item.Assistant(List.of(Part.Text.of("d"))));
              d.items.add(Fixture.user("e"));
            });
    assertThat(body.items("messages")).hasSize(3);
    assertThat(value(body, "messages"))
        .contains(
            "{\"type\":\"text\",\"text\":\"b\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}");
  }

  @Test
  void t116ABegunAnswerGoesOnWithoutItsLastSpace() {
    var begun = new Item.Assistant(List.of(Part.Text.of("{ ")), "", "", "", true);
    var body = write(OLD, d -> d.items.add(begun));
    assertThat(value(body, "messages")).endsWith("\"text\":\"{\"}]}]");
    assertThat(AnthropicUpstream.direct().manners(Fixture.to(OLD)).prefill()).isTrue();
    assertThat(AnthropicUpstream.direct().manners(Fixture.to(MIDDLE)).prefill()).isFalse();
  }

  @Test
  void t143T145OfFiveMarksTheLastFourStay() {
    var body =
        write(
            NEW,
            d -> {
              d.items.clear();
              d.tools.add(
                  new Tool.Function("f", "", "", null, null, CacheMark.FIVE_MINUTES, Map.of()));
              for (int i = 0; i < 4; i++) {
                d.items.add(
                    new Item.User(
                        List.of(Part.Text.of("t" + i).withCache(CacheMark.FIVE_MINUTES))));
              }
            });
    assertThat(value(body, "tools")).doesNotContain("cache_control");
    assertThat(body.toString().split("cache_control", -1)).hasSize(5);
    assertThat(warnings.list()).containsExactly("changed=cache_control;5 marks: the last 4 stay");
  }

  @Test
  void anHourMayNotStandBehindFiveMinutes() {
    var body =
        write(
            NEW,
            d -> {
              d.items.clear();
              d.items.add(
                  new Item.User(List.of(Part.Text.of("a").withCache(CacheMark.FIVE_MINUTES))));
              d.items.add(new Item.User(List.of(Part.Text.of("b").withCache(CacheMark.HOUR))));
            });
    assertThat(body.toString()).doesNotContain("1h");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void t151AWrongMediaTypeIsPutRight() {
    var jpeg = new Part.Source.Inline("/9j/4AAQSkZJRg==");
    var media = new Part.Media(Part.Kind.IMAGE, jpeg, "image/png");
    var body = write(NEW, d -> d.items.add(new Item.User(List.of(media))));
    assertThat(value(body, "messages")).contains("\"media_type\":\"image/jpeg\"");
    assertThat(warnings.list()).hasSize(1);
    var pdf = new Part.Media(Part.Kind.IMAGE, new Part.Source.Inline("JVBERi0xLjM="), "");
    assertThat(value(write(NEW, d -> d.items.add(new Item.User(List.of(pdf)))), "messages"))
        .contains("{\"type\":\"document\",\"source\":{\"type\":\"base64\"");
  }

  @Test
  void t155SoundIsRefused() {
    var wav = new Part.Media(Part.Kind.AUDIO, new Part.Source.Inline("UklGRg=="), "audio/wav");
    assertThatThrownBy(() -> write(NEW, d -> d.items.add(new Item.User(List.of(wav)))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("audio");
    assertThat(AnthropicUpstream.direct().manners(Fixture.to(NEW)).media())
        .containsExactlyInAnyOrder(Part.Kind.IMAGE, Part.Kind.DOCUMENT);
  }

  @Test
  void t160ASearchIsAskedForInThisProtocolsWords() {
    var settings =
        new Tool.SearchSettings(
            List.of("a.org"), List.of(), "medium", new Raw("{\"country\":\"DE\",\"x\":1}"), 3);
    var search = new Tool.Hosted(HostedKind.WEB_SEARCH, "openai.chat", Raw.EMPTY_OBJECT, settings);
    var body = write(NEW, d -> d.tools.add(search));
    assertThat(value(body, "tools"))
        .isEqualTo(
            "[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":3,"
                + "\"allowed_domains\":[\"a.org\"],"
                + "\"user_location\":{\"type\":\"approximate\",\"country\":\"DE\"}}]");
    var other = new Tool.Hosted(HostedKind.FILE_SEARCH, "openai.chat", Raw.EMPTY_OBJECT, null);
    assertThatThrownBy(() -> write(NEW, d -> d.tools.add(other)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("hosted tool file_search is not available on model");
  }

  @Test
  void samplingIsKeptWhereTheModelTakesIt() {
    var sampling =
        new Sampling(
            new BigDecimal("1.5"), new BigDecimal("0.5"), BigDecimal.TEN, BigDecimal.ONE, null, 7L);
    var older = write("claude-sonnet-4-0", d -> d.sampling = sampling);
    assertThat(older.get("temperature")).hasToString("1");
    assertThat(older.get("top_p")).hasToString("0.5");
    assertThat(older.get("top_k")).hasToString("10");
    assertThat(warnings.list())
        .containsExactly(
            "dropped=frequency_penalty;the model takes none",
            "dropped=seed;the model takes none",
            "changed=temperature;1: the highest there is");
    assertThat(write(OLD, d -> d.sampling = sampling).has("top_p")).isFalse();
    var newer = write(NEW, d -> d.sampling = sampling);
    assertThat(newer.has("temperature")).isFalse();
    assertThat(newer.has("top_p")).isFalse();
    assertThat(newer.has("top_k")).isFalse();
  }

  @Test
  void t164TheModelsOwnLimitIsTaken() {
    assertThat(write(NEW, 128_000, _ -> {}).number("max_tokens", 0)).isEqualTo(128_000);
    assertThat(warnings.list()).isEmpty();
    assertThat(write(NEW, 0, _ -> {}).number("max_tokens", 0)).isEqualTo(8192);
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void t166SeveralAnswersAreRefused() {
    assertThatThrownBy(() -> write(NEW, d -> d.candidates = 2))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("one answer only");
  }

  @Test
  void t185OneAllowedToolThatMustBeCalledIsNamed() {
    var body =
        write(
            NEW,
            d -> {
              d.tools.add(F);
              d.tools.add(new Tool.Function("g", "", null));
              d.toolChoice = new ToolChoice.Subset(List.of("f"), true);
            });
    assertThat(value(body, "tool_choice")).isEqualTo("{\"type\":\"tool\",\"name\":\"f\"}");
    assertThat(body.items("tools")).hasSize(2);
    var two =
        write(
            NEW,
            d -> {
              d.tools.add(F);
              d.tools.add(new Tool.Function("g", "", null));
              d.toolChoice = new ToolChoice.Subset(List.of("g"), false);
            });
    assertThat(value(two, "tools")).startsWith("[{\"name\":\"g\"").doesNotContain("\"f\"");
    assertThat(warnings.list()).hasSize(1);
  }

  @Test
  void t190AGoogleSchemaIsMadeOneOfJson() {
    var schema =
        new Raw(
            "{\"type\":\"OBJECT\",\"properties\":{\"b\":{\"type\":\"STRING\",\"nullable\":true},"
                + "\"a\":{\"type\":\"INTEGER\"}},\"propertyOrdering\":[\"b\",\"a\"]}");
    var body = write(NEW, d -> d.format = new OutputFormat.JsonSchema("", "", schema, null));
    assertThat(value(body, "output_config"))
        .contains(
            "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":[\"string\",\"null\"]},"
                + "\"a\":{\"type\":\"integer\"}},\"additionalProperties\":false}");
  }

  @Test
  void t206TwoInstructionsAreTwoBlocksWithTheirMarks() {
    var body =
        write(
            NEW,
            d -> {
              d.items.clear();
              d.items.add(instruction("a", CacheMark.HOUR));
              d.items.add(instruction("b", CacheMark.FIVE_MINUTES));
              d.items.add(Fixture.user("hi"));
            });
    assertThat(value(body, "system"))
        .isEqualTo(
            "[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}},"
                + "{\"type\":\"text\",\"text\":\"b\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
  }

  private static Item instruction(String text, CacheMark mark) {
    return new Item.Instruction(Level.SYSTEM, List.of(Part.Text.of(text).withCache(mark)));
  }

  @Test
  void aConversationWithCallsAndWithoutToolsGetsToolsThatAreNotToBeUsed() {
    var body =
        write(
            NEW,
            d -> {
              d.items.add(new Item.ToolCall("c", "f", "{}"));
              d.items.add(new Item.ToolResult("c", "", CallKind.FUNCTION, List.of(), true, null));
            });
    assertThat(value(body, "tools")).contains("\"name\":\"f\"");
    assertThat(value(body, "tool_choice")).isEqualTo("{\"type\":\"none\"}");
    assertThat(value(body, "messages")).contains("\"is_error\":true");
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    Consumer<Draft> change = d -> d.tools.add(F);
    assertThat(write(NEW, change)).hasToString(write(NEW, change).toString());
  }
}
