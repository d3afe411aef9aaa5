package dev.fairlead.dialect.openai.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.state.Conversation;
import dev.fairlead.state.Ids;
import dev.fairlead.state.Item;
import dev.fairlead.state.Listing;
import dev.fairlead.state.Ref;
import dev.fairlead.state.TooLarge;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PagesTest {
  private static final Item A = new Item("a", "{\"id\":\"a\"}");
  private static final Item B = new Item("b", "{\"id\":\"b\"}");

  @Test
  void aListNamesItsFirstAndItsLast() {
    assertThat(Pages.inputItems("resp_1", new Listing.Page(List.of(A, B), true)))
        .isEqualTo(
            """
            {"object":"list","data":[{"id":"a"},{"id":"b"}],"first_id":"a","last_id":"b",\
            "has_more":true}\
            """);
    assertThat(Pages.conversationItems("conv_1", new Listing.Page(List.of(), false)))
        .isEqualTo(
            """
            {"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}\
            """);
  }

  @Test
  void deletionIsSaidAsOpenAiDoes() {
    assertThat(Pages.responseDeleted("resp_1"))
        .isEqualTo("{\"id\":\"resp_1\",\"object\":\"response\",\"deleted\":true}");
    assertThat(Pages.conversationDeleted("conv_1"))
        .isEqualTo("{\"id\":\"conv_1\",\"object\":\"conversation.deleted\",\"deleted\":true}");
  }

  @Test
  void aConversationTellsItsMetadata() {
    var created = Instant.ofEpochSecond(1_700_000_000L, 999_000_000L);
    var metadata = "{\"topic\":\"a\"}";
    var ref = new Ref("key_1", "conv_1");
    assertThat(Pages.conversation(new Conversation(ref, created, Conversation.NEVER, metadata)))
        .isEqualTo(
            """
            {"id":"conv_1","object":"conversation","created_at":1700000000,\
            "metadata":{"topic":"a"}}\
            """);
  }

  @Test
  void whatIsNotThereIsSaidAsOpenAiDoes() {
    assertThatThrownBy(() -> Pages.inputItems("resp_x", new Listing.NotFound()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.answer().status()).isEqualTo(404);
              assertThat(refused.answer().body())
                  .isEqualTo(
                      """
                      {"error":{"message":"Response with id 'resp_x' not found.",\
                      "type":"invalid_request_error","param":null,"code":null}}\
                      """);
            });
    assertThatThrownBy(() -> Pages.conversationItems("conv_x", new Listing.NotFound()))
        .hasMessageContaining("Conversation with id 'conv_x' not found.");
    assertThatThrownBy(() -> Pages.conversationItems("c", new Listing.NoSuchItem("msg_x")))
        .hasMessageContaining("No item with id 'msg_x'");
    var previous = Refusals.noPrevious("resp_x");
    assertThat(previous.status()).isEqualTo(400);
    assertThat(previous.body())
        .isEqualTo(
            """
            {"error":{"message":"Previous response with id 'resp_x' not found.",\
            "type":"invalid_request_error","param":"previous_response_id",\
            "code":"previous_response_not_found"}}\
            """);
    assertThat(Refusals.tooLarge(new TooLarge("response resp_1", 9, 8)).body())
        .contains("response resp_1: 9 bytes (expected: <= 8)");
  }

  @Test
  void aResponseNobodyFinishesIsEndedInItsObject() {
    var object = "{\"id\":\"resp_1\", \"status\":\"in_progress\",\"error\":null,\"x\":1.50}";
    assertThat(ResponseObject.cancelled(object))
        .isEqualTo("{\"id\":\"resp_1\", \"status\":\"cancelled\",\"error\":null,\"x\":1.50}");
    assertThat(ResponseObject.failed(object, "server_error", "the gateway \"stopped\""))
        .isEqualTo(
            """
            {"id":"resp_1", "status":"failed","error":{"code":"server_error",\
            "message":"the gateway \\"stopped\\""},"x":1.50}\
            """);
  }

  @Test
  void theOutputIsReadFromTheObject() {
    var ids = new Ids(new Random(1));
    var object = "{\"output\":[ {\"id\":\"rs_1\",\"n\":1e2} ,{\"type\":\"message\"}]}";
    var output = ResponseObject.output(object, ids);
    assertThat(output.getFirst()).isEqualTo(new Item("rs_1", "{\"id\":\"rs_1\",\"n\":1e2}"));
    assertThat(output.getLast().id()).matches("msg_[0-9a-f]{48}");
    assertThat(output.getLast().json()).contains("\"id\":\"" + output.getLast().id() + "\"");
    assertThat(ResponseObject.output("{}", ids)).isEmpty();
  }
}
