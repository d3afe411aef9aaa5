package dev.fairlead.dialect.openai;

import dev.fairlead.json.Node;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Opaque.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the thoughts of a whole message: {@code reasoning_details}, else the first that is filled
 * of {@code reasoning_content}, {@code reasoning} and {@code reasoning_text}.
 */
final class ThoughtReader {
  private static final String[] TEXTS = {"reasoning_content", "reasoning", "reasoning_text"};

  private ThoughtReader() {}

  /** The thoughts, in order, in a list that may be changed. */
  static List<Item.Reasoning> read(Node message) {
    var details = details(message);
    var text = text(message);
    if (text.isEmpty()) {
      return details;
    }
    if (details.isEmpty()) {
      details.add(new Item.Reasoning("", List.of(), List.of(text), null));
    } else if (details.stream().allMatch(d -> d.shown().isEmpty())) {
      var first = details.getFirst();
      details.set(0, new Item.Reasoning(first.id(), List.of(), List.of(text), first.opaque()));
    }
    return details;
  }

  /** The text of a message's or a delta's thoughts; empty if it has none. */
  static String text(Node message) {
    for (var name : TEXTS) {
      var text = message.text(name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static List<Item.Reasoning> details(Node message) {
    var found = new ArrayList<Item.Reasoning>(0);
    Draft draft = null;
    for (var entry : message.items("reasoning_details")) {
      if (draft == null || !draft.goesOn(entry)) {
        if (draft != null) {
          draft.into(found);
        }
        draft = new Draft(entry);
      }
      draft.add(entry);
    }
    if (draft != null) {
      draft.into(found);
    }
    return found;
  }

  /** Mistral's {@code {type: thinking, thinking: [{type: text, text}]}}. */
  static Item.Reasoning mistral(Node part) {
    return new Item.Reasoning("", List.of(), List.of(mistralText(part)), null);
  }

  static String mistralText(Node part) {
    var thinking = part.get("thinking");
    if (thinking == null) {
      return "";
    }
    if (thinking.isText()) {
      return thinking.text();
    }
    var text = new StringBuilder();
    for (var piece : thinking) {
      text.append(piece.text("text"));
    }
    return text.toString();
  }

  /** What proves or hides the thoughts of an entry; null if it has nothing of the kind. */
  static @Nullable Opaque opaque(Node entry) {
    var family = family(entry.text("format"));
    var data = entry.text("data");
    if (!data.isEmpty()) {
      var kind =
          switch (family) {
            case ANTHROPIC -> Kind.REDACTED;
            case GOOGLE -> Kind.THOUGHT_SIGNATURE;
            case OPENAI, XAI, OTHER -> Kind.ENCRYPTED;
          };
      return new Opaque(family, kind, "", "", data);
    }
    var signature = entry.text("signature");
    return signature.isEmpty()
        ? null
        : new Opaque(
            family,
            family == Family.GOOGLE ? Kind.THOUGHT_SIGNATURE : Kind.SIGNATURE,
            "",
            "",
            signature);
  }

  private static Family family(String format) {
    if (format.contains("anthropic")) {
      return Family.ANTHROPIC;
    }
    if (format.contains("openai")) {
      return Family.OPENAI;
    }
    if (format.contains("google")) {
      return Family.GOOGLE;
    }
    return format.startsWith("xai") ? Family.XAI : Family.OTHER;
  }

  /** Entries of one thought; a stream's pieces may be listed one by one. */
  private static final class Draft {
    private final long index;
    private String id;
    private final StringBuilder summary = new StringBuilder(0);
    private final StringBuilder text = new StringBuilder();
    private @Nullable Opaque opaque;

    Draft(Node entry) {
      index = entry.number("index", -1);
      id = entry.text("id");
    }

    boolean goesOn(Node entry) {
      long at = entry.number("index", -1);
      var other = entry.text("id");
      boolean closes = !entry.text("data").isEmpty() || !entry.text("signature").isEmpty();
      if (opaque != null && closes) {
        return false;
      }
      if (at >= 0 && index >= 0) {
        return at == index;
      }
      return opaque == null && (other.isEmpty() || id.isEmpty() || other.equals(id));
    }

    void add(Node entry) {
      if (id.isEmpty()) {
        id = entry.text("id");
      }
      summary.append(entry.text("summary"));
      text.append(entry.text("text"));
      var found = opaque(entry);
      opaque = found == null ? opaque : found;
    }

    void into(List<Item.Reasoning> all) {
      if (!summary.isEmpty() || !text.isEmpty() || opaque != null) {
        all.add(
            new Item.Reasoning(
                id,
                summary.isEmpty() ? List.of() : List.of(summary.toString()),
                text.isEmpty() ? List.of() : List.of(text.toString()),
                opaque));
      }
    }

    private static @Nullable Opaque opaque(Node entry) {
      return ThoughtReader.opaque(entry);
    }
  }
}
