package dev.fairlead.dialect.responses;

/**
 * Names of custom tools that lie in a namespace. The neutral form has a namespace for functions
 * only, so that of a custom tool is joined to its name by a dot, which no name of this protocol can
 * hold.
 */
final class Namespaces {
  private static final char DOT = '.';

  private Namespaces() {}

  static String join(String namespace, String name) {
    return namespace + DOT + name;
  }

  /** The namespace of a joined name; empty if it has none. */
  static String of(String joined) {
    int dot = joined.lastIndexOf(DOT);
    return dot <= 0 ? "" : joined.substring(0, dot);
  }

  static String name(String joined) {
    int dot = joined.lastIndexOf(DOT);
    return dot <= 0 ? joined : joined.substring(dot + 1);
  }
}
