package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.Edit;
import dev.fairlead.json.Elements;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.json.Texts;
import dev.fairlead.state.Ids;
import dev.fairlead.state.Item;
import dev.fairlead.state.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A response object as it is kept: reads its output, and ends what nobody will finish. */
public final class ResponseObject {
  private ResponseObject() {}

  /** The items of its output, as they stand. One without an id, which is not to be, gets one. */
  public static List<Item> output(String object, Ids ids) {
    var members = members(object);
    int output = members.find("output");
    return output < 0 || members.kind(output) != Kind.ARRAY
        ? List.of()
        : Elements.of(members, output).stream()
            .filter(Members::object)
            .map(item -> item(item, ids))
            .toList();
  }

  private static Item item(Members item, Ids ids) {
    int id = item.find("id");
    if (id >= 0 && item.kind(id) == Kind.STRING) {
      return new Item(item.text(id), text(new Edit(item)));
    }
    int type = item.find("type");
    var minted = ids.item(type >= 0 && item.kind(type) == Kind.STRING ? item.text(type) : "");
    var edit = new Edit(item);
    set(item, edit, "id", quoted(minted));
    return new Item(minted, text(edit));
  }

  /** The same response, cancelled. */
  public static String cancelled(String object) {
    var members = members(object);
    var edit = new Edit(members);
    set(members, edit, "status", quoted(Status.CANCELLED.word()));
    return text(edit);
  }

  /**
   * The same response, failed.
   *
   * @param code one of OpenAI's, as {@code server_error}
   */
  public static String failed(String object, String code, String message) {
    var members = members(object);
    var edit = new Edit(members);
    set(members, edit, "status", quoted(Status.FAILED.word()));
    var error = "{\"code\":%s,\"message\":%s}".formatted(quoted(code), quoted(message));
    set(members, edit, "error", error);
    return text(edit);
  }

  private static Members members(String object) {
    var bytes = object.getBytes(StandardCharsets.UTF_8);
    return Skim.lenient(bytes, 0, bytes.length);
  }

  private static void set(Members members, Edit edit, String name, String json) {
    int i = members.find(name);
    if (i < 0) {
      edit.add(name, json);
    } else {
      edit.replace(i, json);
    }
  }

  private static String text(Edit edit) {
    return new String(edit.bytes(), StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return Texts.quote(new StringBuilder(), text).toString();
  }
}
