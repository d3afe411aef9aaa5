package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.Texts;
import dev.fairlead.state.Conversation;
import dev.fairlead.state.Item;
import dev.fairlead.state.Listing;
import java.util.List;

/**
 * Answers about kept state as JSON. A response itself is answered with its object as it is kept, an
 * item with its JSON.
 */
public final class Pages {
  private Pages() {}

  /** To {@code DELETE /v1/responses/ID}. */
  public static String responseDeleted(String id) {
    return deleted(id, "response");
  }

  /** To {@code DELETE /v1/conversations/ID}. */
  public static String conversationDeleted(String id) {
    return deleted(id, "conversation.deleted");
  }

  private static String deleted(String id, String object) {
    var out = new StringBuilder("{\"id\":");
    Texts.quote(out, id).append(",\"object\":\"").append(object).append("\",\"deleted\":true}");
    return out.toString();
  }

  /** Also the answer when an item was deleted from it. */
  public static String conversation(Conversation conversation) {
    var out = new StringBuilder("{\"id\":");
    Texts.quote(out, conversation.ref().id())
        .append(",\"object\":\"conversation\",\"created_at\":");
    out.append(conversation.created().getEpochSecond()).append(",\"metadata\":");
    return out.append(conversation.metadata()).append('}').toString();
  }

  /**
   * A page of a response's input items.
   *
   * @throws Refused if there is no such response or no such cursor
   */
  public static String inputItems(String responseId, Listing listing) {
    return switch (listing) {
      case Listing.Page(var items, var more) -> list(items, more);
      case Listing.NotFound() -> throw new Refused(Refusals.noResponse(responseId));
      case Listing.NoSuchItem(var id) -> throw new Refused(Refusals.noCursor(id));
    };
  }

  /**
   * A page of a conversation's items.
   *
   * @throws Refused if there is no such conversation or no such cursor
   */
  public static String conversationItems(String conversationId, Listing listing) {
    return switch (listing) {
      case Listing.Page(var items, var more) -> list(items, more);
      case Listing.NotFound() -> throw new Refused(Refusals.noConversation(conversationId));
      case Listing.NoSuchItem(var id) -> throw new Refused(Refusals.noCursor(id));
    };
  }

  /** The answer to items that were added: those items. */
  public static String added(List<Item> items) {
    return list(items, false);
  }

  private static String list(List<Item> items, boolean more) {
    var out = new StringBuilder("{\"object\":\"list\",\"data\":[");
    for (var item : items) {
      out.append(out.charAt(out.length() - 1) == '[' ? "" : ",").append(item.json());
    }
    out.append("],\"first_id\":");
    id(out, items.isEmpty() ? "" : items.getFirst().id()).append(",\"last_id\":");
    id(out, items.isEmpty() ? "" : items.getLast().id()).append(",\"has_more\":").append(more);
    return out.append('}').toString();
  }

  private static StringBuilder id(StringBuilder out, String id) {
    return id.isEmpty() ? out.append("null") : Texts.quote(out, id);
  }
}
