package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import dev.fairlead.model.Tool.HostedKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of callers read. */
final class ReadingTest {
  private static Request body(String members) {
    return Ends.read(
        "{\"model\":\"a/b\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + members + "}");
  }

  private static List<Item> messages(String... messages) {
    return Ends.read("{\"model\":\"a/b\",\"messages\":[" + String.join(",", messages) + "]}")
        .items();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"temperature\":\"hot\" | temperature",
        ",\"tools\":{} | tools",
        ",\"tools\":[1] | tools[0]",
        ",\"tools\":[{\"type\":\"function\"}] | tools[0].function",
        ",\"tools\":[{\"type\":\"function\",\"function\":{}}] | tools[0].function.name",
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":[]}}]"
            + " | tools[0].function.parameters",
        ",\"tool_choice\":\"maybe\" | tool_choice",
        ",\"response_format\":{\"type\":\"xml\"} | response_format.type",
        ",\"response_format\":{\"type\":\"json_schema\"} | response_format.json_schema",
        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\"}}"
            + " | response_format.json_schema.schema",
        ",\"reasoning_effort\":\"much\" | reasoning_effort",
        ",\"reasoning\":{\"max_tokens\":\"x\"} | reasoning.max_tokens",
        ",\"stop\":[1] | stop[0]",
        ",\"n\":0 | n",
        ",\"top_logprobs\":21 | top_logprobs",
        ",\"metadata\":[] | metadata",
        ",\"seed\":1e99 | seed",
        ",\"parallel_tool_calls\":1 | parallel_tool_calls"
      })
  void whatIsWrongIsNamed(String members, String param) {
    refused(() -> body(members), param);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | messages[0].role",
        "{\"role\":\"wizard\",\"content\":\"\"} | messages[0].role",
        "{\"role\":\"user\"} | messages[0].content",
        "{\"role\":\"user\",\"content\":1} | messages[0].content",
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]} | messages[0].content[0].text",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}"
            + " | messages[0].content[0].image_url",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}"
            + " | messages[0].content[0].image_url.url",
        "{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{}}]}"
            + " | messages[0].content[0].file.file_data",
        "{\"role\":\"tool\",\"content\":\"x\"} | messages[0].tool_call_id",
        "{\"role\":\"assistant\",\"tool_calls\":{}} | messages[0].tool_calls",
        "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\"}]}"
            + " | messages[0].tool_calls[0].function"
      })
  void whatIsWrongInAMessageIsNamed(String message, String param) {
    refused(() -> messages(message), param);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable read, String param) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        BadRequest.class, bad -> assertThat(bad.param()).isEqualTo(param)));
  }

  @Test
  void aPdfInsideAnImageUrlIsADocument() {
    var part =
        ((Item.User)
                messages(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                            + "\"data:application/pdf;base64,JVBERi0x\"}]}")
                    .getFirst())
            .parts()
            .getFirst();
    assertThat(part)
        .isInstanceOfSatisfying(
            Part.Media.class,
            media -> {
              assertThat(media.kind()).isEqualTo(Part.Kind.DOCUMENT);
              assertThat(media.mime()).isEqualTo("application/pdf");
            });
  }

  @Test
  void t151AWrongMediaTypeIsPutRight() {
    assertThat(Objects.requireNonNull(DataUrl.of("data:image/png;base64,/9j/AA")).base64())
        .isEqualTo("/9j/AA");
    assertThat(DataUrl.sniffed("/9j/AA", "image/png")).isEqualTo("image/jpeg");
    assertThat(DataUrl.sniffed("UklGRhI0VnhXRUJQVlA4IHh4", "")).isEqualTo("image/webp");
    assertThat(Objects.requireNonNull(DataUrl.of("data:,a%20b")).base64()).isEqualTo("YSBi");
  }

  @Test
  void aToolsResultMayHoldAPicture() {
    var items =
        messages(
            "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"a\",\"type\":"
                + "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}",
            "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"https://x/y.png\"}}]}");
    assertThat(items).hasSize(2);
    assertThat(items.getFirst()).isEqualTo(new Item.ToolCall("a", "f", "{"));
    assertThat(((Item.ToolResult) items.get(1)).parts().getFirst()).isInstanceOf(Part.Media.class);
  }

  @Test
  void t112AnEmptyTextBesideCallsIsNone() {
    assertThat(
            messages(
                "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"a\",\"type\":"
                    + "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}"))
        .containsExactly(new Item.ToolCall("a", "f", ""));
  }

  @Test
  void theLegacyFormOfFunctionsIsReadAndAnsweredInItsOwn() {
    var request =
        Ends.read(
            "{\"model\":\"a/b\",\"functions\":[{\"name\":\"f\"}],\"function_call\":{\"name\":\"f\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\","
                + "\"content\":null,\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                + "{\"role\":\"function\",\"name\":\"f\",\"content\":\"1\"}]}");
    var call = (Item.ToolCall) request.items().get(1);
    assertThat(((Item.ToolResult) request.items().get(2)).callId()).isEqualTo(call.callId());
    var answer =
        Streams.answer(
            "{\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
            "tool_calls");
    assertThat(Streams.written(request, answer).toString())
        .contains(
            "\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}",
            "\"finish_reason\":\"function_call\"");
  }

  @Test
  void thinkingIsReadInEveryonesWords() {
    assertThat(Objects.requireNonNull(body(",\"reasoning_effort\":\"high\"").thinking()).effort())
        .isEqualTo(Effort.HIGH);
    var reasoning = body(",\"reasoning\":{\"max_tokens\":2000,\"exclude\":true}").thinking();
    assertThat(Objects.requireNonNull(reasoning).budget()).isEqualTo(2000);
    assertThat(reasoning.show()).isFalse();
    assertThat(Objects.requireNonNull(body(",\"enable_thinking\":false").thinking()).effort())
        .isEqualTo(Effort.NONE);
    assertThat(body("").thinking()).isNull();
  }

  @Test
  void aMarkOnAMessageGoesToItsLastPart() {
    var user =
        (Item.User)
            messages(
                    "{\"role\":\"user\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"},"
                        + "\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                        + "{\"type\":\"text\",\"text\":\"b\"}]}")
                .getFirst();
    assertThat(user.parts())
        .containsExactly(Part.Text.of("a"), Part.Text.of("b").withCache(CacheMark.HOUR));
  }

  @Test
  void searchOptionsAreAHostedTool() {
    var tool = body(",\"web_search_options\":{\"search_context_size\":\"low\"}").tools().getFirst();
    assertThat(tool)
        .isInstanceOfSatisfying(
            Tool.Hosted.class,
            hosted -> {
              assertThat(hosted.kind()).isEqualTo(HostedKind.WEB_SEARCH);
              assertThat(Objects.requireNonNull(hosted.search()).contextSize()).isEqualTo("low");
            });
  }

  @Test
  void whatOnlyThisProtocolKnowsIsKept() {
    var extras = body(",\"logit_bias\":{\"1\":-100},\"brand_new\":[1.50],\"models\":[]").extras();
    assertThat(extras.keySet()).containsExactly("logit_bias", "brand_new");
    assertThat(extras.get("brand_new")).hasToString("[1.50]");
  }

  @Test
  void everyFieldHasItsFate() {
    assertThat(Fields.CHAT).hasSizeGreaterThan(150).containsKeys("messages[].name", "logit_bias");
  }
}
