package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.state.Item;
import java.util.List;

/**
 * The body of a request about a conversation.
 *
 * @param items in order; empty when there are none
 * @param metadata a JSON object of texts; {@code {}} when there is none
 */
public record ConversationBody(List<Item> items, String metadata) {
  private static final int MAX_ITEMS = 20;
  private static final int MAX_PAIRS = 16;
  private static final int MAX_KEY = 64;
  private static final int MAX_VALUE = 512;

  public ConversationBody {
    items = List.copyOf(items);
  }

  /**
   * Reads {@code items} and {@code metadata}, each where it stands.
   *
   * @param body empty: as {@code {}}
   * @throws Refused if it is no JSON object, or a member is not as it must be
   */
  public static ConversationBody read(byte[] body, InputItems reader) {
    if (body.length == 0) {
      return new ConversationBody(List.of(), "{}");
    }
    var members = members(body);
    int items = members.find("items");
    return new ConversationBody(
        items < 0 ? List.of() : items(members, items, reader), metadata(members));
  }

  private static Members members(byte[] body) {
    try {
      var members = Skim.strict(body, 0, body.length);
      if (members.object()) {
        return members;
      }
      throw PageQuery.invalid("the body is no JSON object (expected: {...})", "", "invalid_json");
    } catch (JsonFault e) {
      throw PageQuery.invalid("the body is not JSON: " + e.getMessage(), "", "invalid_json");
    }
  }

  private static List<Item> items(Members body, int i, InputItems reader) {
    if (body.kind(i) == Kind.STRING) {
      throw PageQuery.invalid(
          "Invalid type for 'items': expected a list of items.", "items", "invalid_type");
    }
    var items = reader.read(body, i);
    if (items.size() > MAX_ITEMS) {
      throw PageQuery.invalid(
          ("Invalid 'items': array too long. Expected an array with maximum length %d, but got an"
                  + " array with length %d instead.")
              .formatted(MAX_ITEMS, items.size()),
          "items",
          "array_above_max_length");
    }
    return items;
  }

  private static String metadata(Members body) {
    int i = body.find("metadata");
    if (i < 0 || body.kind(i) == Kind.NULL) {
      return "{}";
    }
    if (body.kind(i) != Kind.OBJECT) {
      throw invalid("expected an object", "invalid_type");
    }
    var pairs = body.inside(i);
    if (pairs.count() > MAX_PAIRS) {
      throw invalid(
          "expected at most %d pairs, but got %d".formatted(MAX_PAIRS, pairs.count()),
          "object_above_max_properties");
    }
    for (int k = 0; k < pairs.count(); k++) {
      check(pairs, k);
    }
    return body.raw(i);
  }

  private static void check(Members pairs, int k) {
    if (length(pairs.name(k)) > MAX_KEY) {
      throw invalid(
          "expected keys of at most %d characters".formatted(MAX_KEY), "string_above_max_length");
    }
    if (pairs.kind(k) != Kind.STRING) {
      throw invalid("expected a text for '%s'".formatted(pairs.name(k)), "invalid_type");
    }
    if (length(pairs.text(k)) > MAX_VALUE) {
      throw invalid(
          "expected at most %d characters for '%s'".formatted(MAX_VALUE, pairs.name(k)),
          "string_above_max_length");
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Refused invalid(String what, String code) {
    return PageQuery.invalid("Invalid 'metadata': %s.".formatted(what), "metadata", code);
  }
}
