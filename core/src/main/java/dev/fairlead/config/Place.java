package dev.fairlead.config;

import java.util.regex.Pattern;

/**
 * Where in the tree of keys something stands.
 *
 * @param path with names and positions, as {@code providers.openai.keys[1]}; for people
 * @param shape with {@code *} for a name one chooses and {@code []} for a position, as {@code
 *     providers.*.keys[]}; for comparing with the schema
 */
record Place(String path, String shape) {
  /** API keys are longer than the names that people give. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/:<-]{1,24}");

  static final Place ROOT = new Place("", "");

  /** A key that the schema names. */
  Place key(String name) {
    return new Place(joined(path, shown(name)), joined(shape, name));
  }

  /** A name that the owner chose. */
  Place named(String name) {
    return new Place(joined(path, shown(name)), joined(shape, "*"));
  }

  /** A list's entry; positions count from 0. */
  Place item(int position) {
    return new Place(path + "[" + position + "]", shape + "[]");
  }

  /** Whether a name may be shown; a secret in the place of a name may not. */
  static boolean showable(String name) {
    return NAME.matcher(name).matches();
  }

  private static String shown(String name) {
    return showable(name) ? name : "***";
  }

  private static String joined(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }
}
