package dev.fairlead.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.conversations.Conversation;
import com.openai.models.conversations.ConversationDeletedResource;
import com.openai.models.conversations.items.ConversationItemList;
import com.openai.models.responses.inputitems.ResponseItemList;
import dev.fairlead.dialect.openai.state.InputItems;
import dev.fairlead.dialect.openai.state.Pages;
import dev.fairlead.json.Skim;
import dev.fairlead.state.Ids;
import dev.fairlead.state.Item;
import dev.fairlead.state.Listing;
import dev.fairlead.state.Ref;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What we say of kept state, read by OpenAI's own client. */
final class StatePagesTest {
  private static final String SENT =
      """
      {"input": [
        {"role": "user", "content": "a"},
        {"role": "assistant", "content": "b"},
        {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}",
          "status": "completed"}]}
      """;

  private static <T> T read(String json, Class<T> type) throws IOException {
    return ObjectMappers.jsonMapper().readValue(json, type);
  }

  private static List<Item> items() {
    var body = SENT.getBytes(StandardCharsets.UTF_8);
    var members = Skim.strict(body, 0, body.length);
    return new InputItems(new Ids(new Random(1)), _ -> Optional.empty()).read(members, 0);
  }

  @Test
  void inputItemsAreReadByTheClient() throws IOException {
    var items = items();
    var list =
        read(Pages.inputItems("r", new Listing.Page(items, true)), ResponseItemList.class)
            .validate();
    assertThat(list.data()).hasSize(3);
    assertThat(list.data().get(0).asResponseInputMessageItem().id()).isEqualTo(items.get(0).id());
    assertThat(list.data().get(1).asResponseOutputMessage().id()).isEqualTo(items.get(1).id());
    assertThat(list.data().get(2).asFunctionCall().id()).contains(items.get(2).id());
    assertThat(list.firstId()).isEqualTo(items.getFirst().id());
    assertThat(list.lastId()).isEqualTo(items.getLast().id());
    assertThat(list.hasMore()).isTrue();
  }

  @Test
  void conversationsAreReadByTheClient() throws IOException {
    var list =
        read(
                Pages.conversationItems("c", new Listing.Page(items(), false)),
                ConversationItemList.class)
            .validate();
    assertThat(list.data()).hasSize(3);
    var kept =
        new dev.fairlead.state.Conversation(
            new Ref("key_1", "conv_1"), Instant.EPOCH, Instant.MAX, "{\"a\":\"b\"}");
    var conversation = read(Pages.conversation(kept), Conversation.class).validate();
    assertThat(conversation.id()).isEqualTo("conv_1");
    assertThat(conversation.createdAt()).isZero();
    var deleted =
        read(Pages.conversationDeleted("conv_1"), ConversationDeletedResource.class).validate();
    assertThat(deleted.deleted()).isTrue();
  }
}
