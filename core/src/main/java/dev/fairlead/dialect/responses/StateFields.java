package dev.fairlead.dialect.responses;

import dev.fairlead.json.Edit;
import dev.fairlead.json.Elements;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Raw;
import dev.fairlead.json.Skim;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a request says of responses and items that are kept between requests.
 *
 * @param previous {@code previous_response_id}; empty if there is none
 * @param conversation its id; empty if there is none
 * @param store whether the answer is to be kept: true unless told otherwise
 * @param background whether the answer is not waited for
 * @param stream whether the answer is to come as a stream
 * @param instructions whether the request has its own; those of earlier requests do not hold on
 * @param references the ids of the items that {@code input} names and does not hold
 */
public record StateFields(
    String previous,
    String conversation,
    boolean store,
    boolean background,
    boolean stream,
    boolean instructions,
    List<String> references) {

  public StateFields {
    references = List.copyOf(references);
  }

  /**
   * Reads them.
   *
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   */
  public static StateFields of(Members body) {
    var previous = text(body, "previous_response_id");
    var conversation = conversation(body);
    if (!previous.isEmpty() && !conversation.isEmpty()) {
      throw Faults.bad(
          "conversation and previous_response_id exclude each other",
          "conversation",
          "mutually_exclusive_parameters");
    }
    return new StateFields(
        previous,
        conversation,
        flag(body, "store", true),
        flag(body, "background", false),
        flag(body, "stream", false),
        present(body, "instructions") >= 0,
        references(body));
  }

  /** Whether something must be looked up before the request is whole. */
  public boolean incomplete() {
    return !previous.isEmpty() || !conversation.isEmpty() || !references.isEmpty();
  }

  private static int present(Members body, String name) {
    int i = body.find(name);
    return i >= 0 && body.kind(i) != Kind.NULL ? i : -1;
  }

  private static String text(Members body, String name) {
    int i = present(body, name);
    if (i < 0) {
      return "";
    }
    if (body.kind(i) != Kind.STRING) {
      throw Faults.wrong(name, body.kind(i), "a text");
    }
    return body.text(i);
  }

  private static String conversation(Members body) {
    int i = present(body, "conversation");
    if (i < 0 || body.kind(i) != Kind.OBJECT) {
      return i < 0 ? "" : text(body, "conversation");
    }
    var id = text(body.inside(i), "id");
    if (id.isEmpty()) {
      throw Faults.missing("conversation.id");
    }
    return id;
  }

  private static boolean flag(Members body, String name, boolean otherwise) {
    int i = present(body, name);
    if (i < 0) {
      return otherwise;
    }
    if (body.kind(i) != Kind.TRUE && body.kind(i) != Kind.FALSE) {
      throw Faults.wrong(name, body.kind(i), "true or false");
    }
    return body.kind(i) == Kind.TRUE;
  }

  private static List<String> references(Members body) {
    int i = body.find("input");
    if (i < 0 || body.kind(i) != Kind.ARRAY || !mentionsReference(body)) {
      return List.of();
    }
    var found = new ArrayList<String>(0);
    for (var item : Elements.of(body, i)) {
      var id = reference(item);
      if (!id.isEmpty()) {
        found.add(id);
      }
    }
    return found;
  }

  /** As Latin-1 the search is one of the machine's own, and most requests need no other. */
  private static boolean mentionsReference(Members body) {
    return new String(body.json(), StandardCharsets.ISO_8859_1).contains("item_reference");
  }

  /** The id that an item names; empty if it is a whole item itself. */
  private static String reference(Members item) {
    int type = item.object() ? item.find("type") : -1;
    if (type < 0 || item.kind(type) != Kind.STRING || !item.text(type).equals("item_reference")) {
      return "";
    }
    return text(item, "id");
  }

  /**
   * The request with what was kept in front of its own input, and references replaced by what they
   * name; without {@code previous_response_id} and {@code conversation}. References that are not
   * known stay.
   *
   * @param before items as JSON texts, in order
   * @param known items as JSON texts, by their id
   */
  public static byte[] splice(Members body, List<String> before, Map<String, String> known) {
    var array = new StringBuilder("[");
    before.forEach(item -> add(array, item));
    for (var item : input(body)) {
      add(array, known.isEmpty() ? item : replaced(item, known));
    }
    var edit = new Edit(body);
    int input = body.find("input");
    if (input < 0) {
      edit.add("input", array.append(']').toString());
    } else {
      edit.replace(input, array.append(']').toString());
    }
    for (var name : new String[] {"previous_response_id", "conversation"}) {
      int i = body.find(name);
      if (i >= 0) {
        edit.remove(i);
      }
    }
    return edit.bytes();
  }

  private static void add(StringBuilder array, String item) {
    array.append(array.length() == 1 ? "" : ",").append(item);
  }

  private static String replaced(String item, Map<String, String> known) {
    var bytes = item.getBytes(StandardCharsets.UTF_8);
    var id = reference(Skim.lenient(bytes, 0, bytes.length));
    return id.isEmpty() ? item : known.getOrDefault(id, item);
  }

  /** The items of a request's own input as JSON texts, to be kept. */
  public static List<String> input(Members body) {
    int i = present(body, "input");
    if (i < 0) {
      return List.of();
    }
    if (body.kind(i) == Kind.STRING) {
      return List.of(
          "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"
              + Raw.quoted(body.text(i)).text()
              + "}]}");
    }
    return body.kind(i) == Kind.ARRAY ? texts(Elements.of(body, i)) : List.of();
  }

  /** The items of an answer as JSON texts, to be kept; none if it is no answer. */
  public static List<String> output(byte[] response) {
    try {
      var body = Skim.lenient(response, 0, response.length);
      int i = body.object() ? body.find("output") : -1;
      return i >= 0 && body.kind(i) == Kind.ARRAY ? texts(Elements.of(body, i)) : List.of();
    } catch (JsonFault e) {
      return List.of();
    }
  }

  private static List<String> texts(List<Members> items) {
    return items.stream()
        .map(item ->
            new String(item.json(), item.from(), item.to() - item.from(), StandardCharsets.UTF_8))
        .toList();
  }
}
