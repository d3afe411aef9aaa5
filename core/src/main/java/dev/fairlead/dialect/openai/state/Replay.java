package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.Edit;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.state.Item;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Kept items as they are sent to a provider again, who keeps nothing: what only a keeper could look
 * up is left out.
 */
public final class Replay {
  private Replay() {}

  public static List<String> of(List<Item> items) {
    return items.stream().flatMap(item -> of(item).stream()).toList();
  }

  /**
   * One item; empty for a thought that is neither told nor in cipher: the provider would look for
   * it under its id, in vain.
   */
  public static Optional<String> of(Item item) {
    var bytes = item.json().getBytes(StandardCharsets.UTF_8);
    var members = Skim.lenient(bytes, 0, bytes.length);
    var type = text(members, "type");
    if (type.equals("reasoning")) {
      return says(members, "encrypted_content") || says(members, "content")
          ? Optional.of(item.json())
          : Optional.empty();
    }
    boolean sent =
        type.endsWith("_output")
            || type.equals("message") && !text(members, "role").equals("assistant");
    return Optional.of(sent ? bare(members) : item.json());
  }

  /** Without what the gateway gave it. */
  private static String bare(Members item) {
    var edit = new Edit(item);
    for (var name : new String[] {"id", "status"}) {
      int i = item.find(name);
      if (i >= 0) {
        edit.remove(i);
      }
    }
    return new String(edit.bytes(), StandardCharsets.UTF_8);
  }

  private static boolean says(Members item, String name) {
    int i = item.find(name);
    return i >= 0 && item.kind(i) != Kind.NULL && item.valueTo(i) - item.valueFrom(i) > 2;
  }

  private static String text(Members item, String name) {
    int i = item.find(name);
    return i >= 0 && item.kind(i) == Kind.STRING ? item.text(i) : "";
  }
}
