package dev.fairlead.json;

import dev.fairlead.json.Members.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One value of a document, read in place: texts are decoded and numbers read when they are asked
 * for, everything else stays bytes. Cheap to make; immutable.
 *
 * <p>For translation: {@link #raw} gives a value's own text, so that numbers, the order of names
 * and escapes survive.
 */
public final class Node implements Iterable<Node> {
  private static final Iterable<Node> NOTHING = List.of();

  private final Tape tape;
  private final int i;

  private Node(Tape tape, int i) {
    this.tape = tape;
    this.i = i;
  }

  /**
   * Reads a document from a caller, as strictly as {@link Skim#strict}.
   *
   * @throws JsonFault with reason and offset
   */
  public static Node strict(byte[] json, int from, int to) {
    return new Node(Skim.tape(json, from, to, true), 0);
  }

  /**
   * Reads a document from a provider, or one that was checked before.
   *
   * @throws JsonFault with reason and offset
   */
  public static Node lenient(byte[] json, int from, int to) {
    return new Node(Skim.tape(json, from, to, false), 0);
  }

  /**
   * Reads a document whose outermost members are known already.
   *
   * @throws JsonFault with reason and offset
   */
  public static Node of(Members document) {
    return document.strict()
        ? new Node(Skim.tape(document), 0)
        : lenient(document.json(), document.from(), document.to());
  }

  /** The same from a text. */
  public static Node of(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return lenient(bytes, 0, bytes.length);
  }

  public Kind kind() {
    return Members.kindAt(tape.json[tape.from(i)]);
  }

  public boolean isObject() {
    return tape.json[tape.from(i)] == '{';
  }

  public boolean isArray() {
    return tape.json[tape.from(i)] == '[';
  }

  public boolean isText() {
    return tape.json[tape.from(i)] == '"';
  }

  public boolean isNumber() {
    return kind() == Kind.NUMBER;
  }

  public boolean isNull() {
    return tape.json[tape.from(i)] == 'n';
  }

  /** The name of a member; empty for the document and for elements. */
  public String name() {
    int from = tape.nameFrom(i);
    return from < 0 ? "" : Texts.decode(tape.json, from, tape.nameTo(i));
  }

  /**
   * The member of that name, the last one if there are several; null if there is none, if it is
   * {@code null}, or if this is no object.
   */
  public @Nullable Node get(String name) {
    var found = find(name);
    return found == null || found.isNull() ? null : found;
  }

  /** As {@link #get}, of either name: protocols that take {@code camelCase} and snake_case. */
  public @Nullable Node get(String name, String otherwise) {
    var found = get(name);
    return found == null ? get(otherwise) : found;
  }

  /** Whether there is a member of that name, be it {@code null}. */
  public boolean has(String name) {
    return find(name) != null;
  }

  private @Nullable Node find(String name) {
    if (!isObject()) {
      return null;
    }
    int found = -1;
    int end = tape.next(i);
    for (int k = i + 1; k < end; k = tape.next(k)) {
      if (tape.named(k, name)) {
        found = k;
      }
    }
    return found < 0 ? null : new Node(tape, found);
  }

  /** The value of a text; of anything else its JSON. */
  public String text() {
    if (isText()) {
      int from = tape.from(i) + 1;
      int to = tape.to(i) - 1;
      var text = Texts.decode(tape.json, from, to);
      tape.copies.note(text, from, to);
      return text;
    }
    return new String(tape.json, tape.from(i), tape.to(i) - tape.from(i), StandardCharsets.UTF_8);
  }

  /** The text of a member; empty if there is none or it is no text. */
  public String text(String name) {
    var found = get(name);
    return found == null || !found.isText() ? "" : found.text();
  }

  /** Whether a member is {@code true}. */
  public boolean yes(String name) {
    var found = get(name);
    return found != null && found.kind() == Kind.TRUE;
  }

  /** True or false as a member says; null if it does not. */
  public @Nullable Boolean flag(String name) {
    var found = get(name);
    if (found == null) {
      return null;
    }
    return switch (found.kind()) {
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      case OBJECT, ARRAY, STRING, NUMBER, NULL -> null;
    };
  }

  /** This whole number, a text of digits too; {@code absent} if it is none. Fractions are cut. */
  public long number(long absent) {
    var text = text();
    if (text.isEmpty() || text.length() > 40 || !(isNumber() || isText())) {
      return absent;
    }
    try {
      return text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')
          ? Long.parseLong(text)
          : whole(new BigDecimal(text), absent);
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  private static long whole(BigDecimal number, long absent) {
    return number.precision() - number.scale() > 18 || number.scale() > 400
        ? absent
        : number.longValue();
  }

  /** The whole number of a member; {@code absent} if there is none. */
  public long number(String name, long absent) {
    var found = get(name);
    return found == null ? absent : found.number(absent);
  }

  /** The number of a member with all its digits; null if there is none. */
  public @Nullable BigDecimal decimal(String name) {
    var found = get(name);
    if (found == null || !found.isNumber()) {
      return null;
    }
    var text = found.text();
    try {
      return text.length() > 400 ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The value as it stands in the text. */
  public Raw raw() {
    return new Raw(
        new String(tape.json, tape.from(i), tape.to(i) - tape.from(i), StandardCharsets.UTF_8));
  }

  /** The value of a member as it stands in the text; null if there is none or it is null. */
  public @Nullable Raw raw(String name) {
    var found = get(name);
    return found == null ? null : found.raw();
  }

  /** How many members or elements it has; 0 for anything else. */
  public int size() {
    int size = 0;
    int end = tape.next(i);
    for (int k = i + 1; k < end; k = tape.next(k)) {
      size++;
    }
    return size;
  }

  /** The members of an object or the elements of an array, in order; of anything else nothing. */
  @Override
  public Iterator<Node> iterator() {
    return new Iterator<>() {
      private int at = i + 1;

      @Override
      public boolean hasNext() {
        return at < tape.next(i);
      }

      @Override
      public Node next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        var node = new Node(tape, at);
        at = tape.next(at);
        return node;
      }
    };
  }

  /** The elements of a member that is an array; nothing if there is none. */
  public Iterable<Node> items(String name) {
    var found = get(name);
    return found == null || !found.isArray() ? NOTHING : found;
  }

  /** Where the document's texts stand that have been read, for a writer. */
  public Copies copies() {
    return tape.copies;
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return raw().text();
  }
}
