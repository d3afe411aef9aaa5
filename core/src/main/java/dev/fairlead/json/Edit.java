package dev.fairlead.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes named members of an object and leaves every other byte as it is: white space, order,
 * number text, escapes, unknown members.
 *
 * <p>Not thread-safe; one per document.
 */
public final class Edit {
  /** Stands for the output while its length is being found: it is written once, without growing. */
  private static final byte[] COUNTING = new byte[0];

  private static final byte[] COMMA = {','};

  private final Members members;
  private final byte[] @Nullable [] values;
  private final byte[] @Nullable [] names;
  private final boolean[] gone;
  private final StringBuilder added = new StringBuilder();
  private boolean touched;
  private byte[] out = COUNTING;
  private int size;

  public Edit(Members members) {
    this.members = members;
    this.values = new byte[members.count()][];
    this.names = new byte[members.count()][];
    this.gone = new boolean[members.count()];
  }

  /** Puts another value, a JSON text, in the place of the i-th. */
  public Edit replace(int i, String json) {
    return replace(i, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts another value, a JSON text, in the place of the i-th. */
  public Edit replace(int i, byte[] json) {
    values[i] = json;
    touched = true;
    return this;
  }

  /** Gives the i-th member another name. */
  public Edit rename(int i, String name) {
    names[i] = Texts.quote(new StringBuilder(), name).toString().getBytes(StandardCharsets.UTF_8);
    touched = true;
    return this;
  }

  /** Takes the i-th member out, with its comma. */
  public Edit remove(int i) {
    gone[i] = true;
    touched = true;
    return this;
  }

  /** Adds a member, whose value is a JSON text, at the end. */
  public Edit add(String name, String json) {
    Texts.quote(added.isEmpty() ? added : added.append(','), name).append(':').append(json);
    touched = true;
    return this;
  }

  /** The document after the edits; the very same array if there was none. */
  public byte[] bytes() {
    var json = members.json();
    if (!touched) {
      return members.from() == 0 && members.to() == json.length
          ? json
          : Arrays.copyOfRange(json, members.from(), members.to());
    }
    var last = added.toString().getBytes(StandardCharsets.UTF_8);
    size = 0;
    out = COUNTING;
    compose(json, last);
    out = new byte[size];
    size = 0;
    compose(json, last);
    return out;
  }

  /** Writes the document, or only counts its bytes. */
  private void compose(byte[] json, byte[] last) {
    int kept = members.from() + 1;
    boolean empty = true;
    write(json, members.from(), kept);
    for (int i = 0; i < members.count(); i++) {
      int name = members.nameFrom(i) - 1;
      if (!gone[i]) {
        // The white space behind the brace, or the comma with what is round it.
        write(json, kept, empty && i > 0 ? kept : name);
        member(json, i);
        empty = false;
      }
      kept = members.valueTo(i);
    }
    if (last.length > 0) {
      write(COMMA, 0, empty ? 0 : 1);
      write(last, 0, last.length);
    }
    write(json, empty ? members.to() - 1 : kept, members.to());
  }

  private void member(byte[] json, int i) {
    var name = names[i];
    if (name == null) {
      write(json, members.nameFrom(i) - 1, members.nameTo(i) + 1);
    } else {
      write(name, 0, name.length);
    }
    write(json, members.nameTo(i) + 1, members.valueFrom(i));
    var value = values[i];
    if (value == null) {
      write(json, members.valueFrom(i), members.valueTo(i));
    } else {
      write(value, 0, value.length);
    }
  }

  private void write(byte[] from, int begin, int end) {
    int more = end - begin;
    if (out != COUNTING) {
      System.arraycopy(from, begin, out, size, more);
    }
    size += more;
  }
}
