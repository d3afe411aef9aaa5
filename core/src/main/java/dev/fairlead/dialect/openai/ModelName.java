package dev.fairlead.dialect.openai;

/**
 * What the name of a model of OpenAI's tells of its generation, where the protocol differs between
 * them.
 *
 * @param generation ten times the version, 56 for {@code gpt-5.6}; 0 if it is none of the GPTs
 * @param thinks whether it is a reasoning model
 */
record ModelName(int generation, boolean thinks) {

  static ModelName of(String name) {
    var slug = name.substring(name.lastIndexOf('/') + 1);
    if (slug.length() > 1 && slug.charAt(0) == 'o' && digit(slug, 1) > 0) {
      return new ModelName(0, true);
    }
    if (!slug.startsWith("gpt-") || digit(slug, 4) < 0) {
      return new ModelName(0, false);
    }
    int minor = slug.startsWith(".", 5) ? Math.max(0, digit(slug, 6)) : 0;
    int generation = 10 * digit(slug, 4) + minor;
    return new ModelName(generation, generation >= 50 && !slug.contains("-chat"));
  }

  private static int digit(String text, int at) {
    return at < text.length() ? Character.digit(text.charAt(at), 10) : -1;
  }
}
