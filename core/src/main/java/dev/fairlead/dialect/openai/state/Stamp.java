package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.json.Texts;
import dev.fairlead.state.Head.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the gateway itself says of a response that it keeps: put into the response objects that a
 * provider or a translation made, wherever they come by. All else stays byte for byte.
 *
 * @param id the gateway's own: providers' ids may be the same twice, and can be guessed
 */
public record Stamp(String id, Context context, boolean background) {
  private static final byte[] RESPONSE = "\"response\"".getBytes(StandardCharsets.US_ASCII);

  /**
   * An event with the response object in it stamped.
   *
   * @param data of the whole event
   * @param response the object alone
   */
  public record Stamped(String type, byte[] data, byte[] response) {
    /** Whether the response has ended with it. */
    public boolean last() {
      return switch (type) {
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled" ->
            true;
        default -> false;
      };
    }

    /** As it stands in a stream. */
    public byte[] frame() {
      return Stamp.frame(type, data);
    }
  }

  /**
   * A response object, stamped.
   *
   * @throws JsonFault if it is not JSON
   */
  public byte[] object(byte[] json, int from, int to) {
    return object(Skim.lenient(json, from, to));
  }

  private byte[] object(Members response) {
    var edit = new Edit(response);
    put(response, edit, "id", quoted(id));
    put(response, edit, "store", "true");
    put(response, edit, "background", Boolean.toString(background));
    var previous = context.previousResponseId();
    put(response, edit, "previous_response_id", previous.isEmpty() ? "null" : quoted(previous));
    if (!context.conversationId().isEmpty()) {
      var conversation = "{\"id\":" + quoted(context.conversationId()) + "}";
      put(response, edit, "conversation", conversation);
    }
    return edit.bytes();
  }

  /** The event stamped; empty if it holds no response object, as most. */
  public Optional<Stamped> event(byte[] data, int from, int to) {
    if (!mentions(data, from, to)) {
      return Optional.empty();
    }
    try {
      var event = Skim.lenient(data, from, to);
      int response = event.find("response");
      int type = event.find("type");
      if (response < 0
          || event.kind(response) != Kind.OBJECT
          || type < 0
          || event.kind(type) != Kind.STRING) {
        return Optional.empty();
      }
      var stamped = object(event.inside(response));
      var edited = new Edit(event).replace(response, stamped).bytes();
      return Optional.of(new Stamped(event.text(type), edited, stamped));
    } catch (JsonFault e) {
      // Not ours to find fault with.
      return Optional.empty();
    }
  }

  /** Whether a response object may be in it: the quotes of a text would be escaped. */
  private static boolean mentions(byte[] data, int from, int to) {
    int last = to - RESPONSE.length;
    for (int i = from; i <= last; i++) {
      if (data[i] == '"' && data[i + 1] == 'r' && matches(data, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] data, int at) {
    for (int k = 2; k < RESPONSE.length; k++) {
      if (data[at + k] != RESPONSE[k]) {
        return false;
      }
    }
    return true;
  }

  /** An event as it stands in a stream. */
  public static byte[] frame(String type, byte[] data) {
    var head = ("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
    var out = new byte[head.length + data.length + 2];
    System.arraycopy(head, 0, out, 0, head.length);
    System.arraycopy(data, 0, out, head.length, data.length);
    out[out.length - 2] = '\n';
    out[out.length - 1] = '\n';
    return out;
  }

  private static void put(Members members, Edit edit, String name, String json) {
    int i = members.find(name);
    if (i < 0) {
      edit.add(name, json);
    } else {
      edit.replace(i, json);
    }
  }

  private static String quoted(String text) {
    return Texts.quote(new StringBuilder(text.length() + 2), text).toString();
  }
}
