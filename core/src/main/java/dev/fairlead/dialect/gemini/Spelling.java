package dev.fairlead.dialect.gemini;

/** Names as protobuf's JSON takes them: {@code camelCase} and {@code snake_case}. */
final class Spelling {
  private Spelling() {}

  /** The name in {@code camelCase}. */
  static String camel(String name) {
    int score = name.indexOf('_');
    if (score <= 0) {
      return name;
    }
    var out = new StringBuilder(name.length());
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        up = true;
      } else {
        out.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return out.toString();
  }
}
