package dev.fairlead.edge.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Status and headers of an answer, the framing left out: the connection adds that itself. Not
 * thread-safe.
 */
public final class Head {
  private final int status;
  private final List<CharSequence> fields = new ArrayList<>(16);

  public Head(int status) {
    this.status = status;
  }

  public Head with(CharSequence name, CharSequence value) {
    fields.add(name);
    fields.add(value);
    return this;
  }

  int status() {
    return status;
  }

  /** Names and values in turn. */
  List<CharSequence> fields() {
    return fields;
  }
}
