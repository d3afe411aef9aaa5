package dev.fairlead.dialect.openai.state;

import dev.fairlead.dialect.responses.StateFields;
import dev.fairlead.json.Edit;
import dev.fairlead.json.Members;
import dev.fairlead.json.Skim;
import dev.fairlead.state.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request made whole: what it continues in front of its own input, what it refers to in its
 * place, and nothing for the provider to keep. What the gateway keeps only the gateway keeps, so
 * that it is gone when it is deleted.
 *
 * @param before what it continues, oldest first
 * @param known what it refers to, by id
 */
public record NextTurn(List<Item> before, Map<String, Item> known) {
  public static final NextTurn FIRST = new NextTurn(List.of(), Map.of());

  public NextTurn {
    before = List.copyOf(before);
    known = Map.copyOf(known);
  }

  /**
   * The request as it can be answered without knowing anything else.
   *
   * @param incomplete whether it continues or refers to something
   */
  public Members request(Members asked, boolean incomplete) {
    return stateless(incomplete ? whole(asked) : asked);
  }

  private Members whole(Members asked) {
    var replayed = new HashMap<String, String>();
    known.forEach((id, item) -> Replay.of(item).ifPresent(json -> replayed.put(id, json)));
    return read(StateFields.splice(asked, Replay.of(before), replayed));
  }

  private static Members stateless(Members body) {
    var edit = new Edit(body);
    int store = body.find("store");
    if (store < 0) {
      edit.add("store", "false");
    } else {
      edit.replace(store, "false");
    }
    int background = body.find("background");
    if (background >= 0) {
      edit.remove(background);
    }
    return read(edit.bytes());
  }

  /** The request for a stream, whatever it asked for. */
  public static byte[] streamed(Members body) {
    var edit = new Edit(body);
    int stream = body.find("stream");
    if (stream < 0) {
      edit.add("stream", "true");
    } else {
      edit.replace(stream, "true");
    }
    return edit.bytes();
  }

  private static Members read(byte[] json) {
    return Skim.lenient(json, 0, json.length);
  }
}
