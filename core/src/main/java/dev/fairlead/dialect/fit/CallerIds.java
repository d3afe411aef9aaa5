package dev.fairlead.dialect.fit;

/** What ids of calls a caller's own software takes; others are made so. */
enum CallerIds {
  ANY(Integer.MAX_VALUE),
  /** Letters, digits, underscores and hyphens, as Anthropic's and Bedrock's clients check. */
  PLAIN(64);

  private final int longest;

  CallerIds(int longest) {
    this.longest = longest;
  }

  static CallerIds of(String dialect) {
    return switch (dialect) {
      case "anthropic.messages", "bedrock.converse" -> PLAIN;
      default -> ANY;
    };
  }

  String legal(String id) {
    return this == ANY || plain(id) ? id : Mangled.id(id, longest);
  }

  private static boolean plain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!(c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '_'
          || c == '-')) {
        return false;
      }
    }
    return !id.isEmpty();
  }
}
