package dev.fairlead.dialect.openai.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.json.Skim;
import dev.fairlead.state.Ids;
import dev.fairlead.state.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputItemsTest {
  private static final Item KEPT = new Item("msg_kept", "{\"id\":\"msg_kept\",\"kept\":true}");
  private final InputItems reader =
      new InputItems(
          new Ids(new Random(1)),
          id -> id.equals(KEPT.id()) ? Optional.of(KEPT) : Optional.empty());

  private List<Item> read(String input) {
    var body = ("{\"model\":\"m\",\"input\":" + input + "}").getBytes(StandardCharsets.UTF_8);
    var members = Skim.strict(body, 0, body.length);
    return reader.read(members, members.find("input"));
  }

  @Test
  void aTextIsAUsersMessage() {
    var item = read("\"h\\u00e9\\\"llo\"").getFirst();
    assertThat(item.id()).matches("msg_[0-9a-f]{48}");
    assertThat(item.json())
        .isEqualTo(
            """
            {"id":"%s","type":"message","status":"completed","role":"user",\
            "content":[{"type":"input_text","text":"h\\u00e9\\"llo"}]}\
            """
                .formatted(item.id()));
  }

  @Test
  void anEasyMessageIsCompleted() {
    var items =
        read("[{\"role\":\"user\",\"content\":\"a\"}, {\"role\":\"assistant\",\"content\":\"b\"}]");
    assertThat(items.getFirst().json())
        .isEqualTo(
            """
            {"role":"user","content":[{"type":"input_text","text":"a"}],"type":"message",\
            "status":"completed","id":"%s"}\
            """
                .formatted(items.getFirst().id()));
    assertThat(items.getLast().json())
        .contains("\"content\":[{\"type\":\"output_text\",\"text\":\"b\",\"annotations\":[]}]");
  }

  @Test
  void whatIsCompleteStaysByteForByte() {
    var call =
        "{ \"type\":\"function_call\", \"id\":\"fc_1\",\"call_id\":\"c\",\"name\":\"f\","
            + "\"arguments\":\"{\\\"n\\\":12345678901234567890}\", \"odd\":1.0e+2 }";
    assertThat(read("[ " + call + " ]")).containsExactly(new Item("fc_1", call));
  }

  @Test
  void anItemWithoutAnIdGetsOneOfItsKind() {
    var items =
        read(
            "[{\"type\":\"function_call\",\"call_id\":\"c\"},"
                + "{\"type\":\"reasoning\",\"summary\":[],\"id\":null}]");
    assertThat(items)
        .map(Item::id)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("fc_"),
            second -> assertThat(second).startsWith("rs_"));
    assertThat(items.getLast().json())
        .isEqualTo(
            "{\"type\":\"reasoning\",\"summary\":[],\"id\":\"%s\"}"
                .formatted(items.getLast().id()));
  }

  @Test
  void aReferenceIsWhatItRefersTo() {
    assertThat(read("[{\"type\":\"item_reference\",\"id\":\"msg_kept\"}]")).containsExactly(KEPT);
    assertThat(read("[{\"id\":\"msg_kept\"}]")).containsExactly(KEPT);
    assertThatThrownBy(() -> read("[{\"type\":\"item_reference\",\"id\":\"rs_x\"}]"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.answer().status()).isEqualTo(404);
              assertThat(refused.answer().body()).contains("Item with id 'rs_x' not found.");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "true",
        "[1]",
        "[\"a\"]",
        "[{\"id\":\"a\",\"role\":\"user\"},{\"id\":\"a\",\"role\":\"user\"}]"
      })
  void whatIsNoListOfItemsIsRefused(String input) {
    assertThatThrownBy(() -> read(input)).isInstanceOf(Refused.class);
  }

  private ConversationBody body(String json) {
    return ConversationBody.read(json.getBytes(StandardCharsets.UTF_8), reader);
  }

  @Test
  void aConversationMayBeginEmpty() {
    var empty = new ConversationBody(List.of(), "{}");
    assertThat(body("")).isEqualTo(empty);
    assertThat(body("{}")).isEqualTo(empty);
    assertThat(body("{\"items\":null,\"metadata\":null}")).isEqualTo(empty);
  }

  @Test
  void aConversationBeginsWithAtMostTwentyItemsAndSixteenPairs() {
    assertThat(body(items(20)).items()).hasSize(20);
    assertThatThrownBy(() -> body(items(21)))
        .hasMessageContaining("maximum length 20")
        .hasMessageContaining("array_above_max_length");
    assertThat(body(metadata(16)).metadata()).startsWith("{\"k0\":\"v\",");
    assertThatThrownBy(() -> body(metadata(17)))
        .hasMessageContaining("object_above_max_properties");
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "{\"role\":\"user\",\"content\":\"a\"}")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }

  private static String metadata(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "\"k%d\":\"v\"".formatted(n))
        .collect(Collectors.joining(",", "{\"metadata\":{", "}}"));
  }

  @Test
  void metadataIsShortTexts() {
    assertThat(body("{\"metadata\":{\"%s\":\"%s\"}}".formatted("k".repeat(64), "😀".repeat(512))))
        .isNotNull();
    for (var wrong :
        List.of(
            "{\"metadata\":[]}",
            "{\"metadata\":{\"a\":1}}",
            "{\"metadata\":{\"%s\":\"\"}}".formatted("k".repeat(65)),
            "{\"metadata\":{\"a\":\"%s\"}}".formatted("v".repeat(513)),
            "{\"items\":\"a\"}",
            "{\"items\":",
            "[]")) {
      assertThatThrownBy(() -> body(wrong)).as(wrong).isInstanceOf(Refused.class);
    }
  }
}
