package dev.fairlead.catalog;

import java.util.Collection;
import java.util.List;

/** Names that may be meant. */
public final class Nearest {
  private Nearest() {}

  public static List<String> to(String name, Collection<String> known) {
    return known.stream().filter(k -> k.contains(name)).limit(3).toList();
  }
}
