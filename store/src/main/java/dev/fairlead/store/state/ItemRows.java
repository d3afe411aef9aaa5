package dev.fairlead.store.state;

import dev.fairlead.state.Item;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of items: those of responses, by side, and those of conversations. */
final class ItemRows {
  static final int INPUT = 0;
  static final int OUTPUT = 1;

  private static final String INSERT =
      """
      INSERT INTO response_item (response, side, position, id, json)
      VALUES (:response, :side, :position, :id, :json)
      """;
  private static final String APPEND =
      """
      INSERT OR IGNORE INTO conversation_item (conversation, position, bytes, id, json)
      VALUES (:conversation,
        (SELECT coalesce(max(position), -1) + 1 FROM conversation_item
          WHERE conversation = :conversation),
        :bytes, :id, :json)
      """;

  private ItemRows() {}

  static void insert(Handle handle, long response, int side, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    var batch = handle.prepareBatch(INSERT);
    for (int i = 0; i < items.size(); i++) {
      batch
          .bind("response", response)
          .bind("side", side)
          .bind("position", i)
          .bind("id", items.get(i).id())
          .bind("json", items.get(i).json())
          .add();
    }
    batch.execute();
  }

  /** Puts items behind those of a conversation; what is there already stays where it is. */
  static void append(Handle handle, long conversation, List<Item> items) {
    for (var item : items) {
      handle
          .createUpdate(APPEND)
          .bind("conversation", conversation)
          .bind("bytes", Weight.of(item))
          .bind("id", item.id())
          .bind("json", item.json())
          .execute();
    }
  }

  static List<Item> ofResponse(Handle handle, long response, int side) {
    return handle
        .createQuery(
            "SELECT id, json FROM response_item WHERE response = :response AND side = :side"
                + " ORDER BY position")
        .bind("response", response)
        .bind("side", side)
        .map((row, _) -> of(row))
        .list();
  }

  static Item of(ResultSet row) throws SQLException {
    return new Item(row.getString("id"), row.getString("json"));
  }
}
