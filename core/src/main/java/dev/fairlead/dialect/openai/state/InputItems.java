package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.Edit;
import dev.fairlead.json.Elements;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Texts;
import dev.fairlead.state.Ids;
import dev.fairlead.state.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads items as callers send them into items as they are kept and given back: each has a type and
 * an id, a message's content is a list, and a reference is what it refers to. What is not ours to
 * set stays as it was sent, byte for byte.
 *
 * @param ids for items that came without
 * @param kept finds the item that an {@code item_reference} names
 */
public record InputItems(Ids ids, Function<String, Optional<Item>> kept) {

  /**
   * The items of the i-th member: a text, which is a user's message, or a list.
   *
   * @throws Refused if it is neither, a reference leads nowhere, or two items have one id
   */
  public List<Item> read(Members body, int i) {
    return switch (body.kind(i)) {
      case STRING -> List.of(message(body.raw(i)));
      case ARRAY -> list(body, i);
      case NULL -> List.of();
      case OBJECT, NUMBER, TRUE, FALSE -> throw notItems(body.name(i));
    };
  }

  private List<Item> list(Members body, int i) {
    var items = new ArrayList<Item>();
    var seen = new HashSet<String>();
    for (var element : Elements.of(body, i)) {
      if (!element.object()) {
        throw notItems(body.name(i));
      }
      var item = item(element);
      if (!seen.add(item.id())) {
        throw new Refused(Refusals.duplicateItem(item.id()));
      }
      items.add(item);
    }
    return items;
  }

  private static Refused notItems(String param) {
    return PageQuery.invalid(
        "Invalid type for '%s': expected a list of items.".formatted(param), param, "invalid_type");
  }

  /**
   * @param quoted a JSON string
   */
  private Item message(String quoted) {
    var id = ids.item("message");
    var json =
        """
        {"id":"%s","type":"message","status":"completed","role":"user",\
        "content":[{"type":"input_text","text":%s}]}\
        """
            .formatted(id, quoted);
    return new Item(id, json);
  }

  private Item item(Members item) {
    var type = text(item, "type");
    var id = text(item, "id");
    if (type.equals("item_reference") || type.isEmpty() && item.find("role") < 0 && !id.isEmpty()) {
      return kept.apply(id).orElseThrow(() -> new Refused(Refusals.noReferredItem(id)));
    }
    var edit = new Edit(item);
    if (type.isEmpty() || type.equals("message")) {
      completeMessage(item, edit, type.isEmpty());
    }
    return new Item(withId(item, edit, type, id), json(edit));
  }

  private static void completeMessage(Members item, Edit edit, boolean untyped) {
    if (untyped) {
      put(item, edit, "type", "\"message\"");
    }
    if (text(item, "status").isEmpty()) {
      put(item, edit, "status", "\"completed\"");
    }
    int content = item.find("content");
    if (content >= 0 && item.kind(content) == Kind.STRING) {
      boolean said = text(item, "role").equals("assistant");
      edit.replace(
          content,
          said
              ? "[{\"type\":\"output_text\",\"text\":" + item.raw(content) + ",\"annotations\":[]}]"
              : "[{\"type\":\"input_text\",\"text\":" + item.raw(content) + "}]");
    }
  }

  private String withId(Members item, Edit edit, String type, String id) {
    if (!id.isEmpty()) {
      return id;
    }
    var minted = ids.item(type.isEmpty() ? "message" : type);
    var quoted = new StringBuilder();
    put(item, edit, "id", Texts.quote(quoted, minted).toString());
    return minted;
  }

  private static void put(Members item, Edit edit, String name, String json) {
    int i = item.find(name);
    if (i < 0) {
      edit.add(name, json);
    } else {
      edit.replace(i, json);
    }
  }

  /** Of the item alone, not of the array it lies in. */
  private static String json(Edit edit) {
    return new String(edit.bytes(), StandardCharsets.UTF_8);
  }

  private static String text(Members item, String name) {
    int i = item.find(name);
    return i >= 0 && item.kind(i) == Kind.STRING ? item.text(i) : "";
  }
}
