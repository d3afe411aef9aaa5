package dev.fairlead.dialect.gemini;

/**
 * Which Gemini a model is, by its name.
 *
 * @param major 0 when the name does not say
 * @param minor of it
 * @param pro whether it is a Pro, which always thinks
 * @param lite whether it is a Flash-Lite
 */
record Generation(int major, int minor, boolean pro, boolean lite) {

  static Generation of(String model) {
    int at = model.indexOf("gemini-");
    int major = 0;
    int minor = 0;
    if (at >= 0 && at + 7 < model.length() && Character.isDigit(model.charAt(at + 7))) {
      major = model.charAt(at + 7) - '0';
      boolean more =
          at + 9 < model.length()
              && model.charAt(at + 8) == '.'
              && Character.isDigit(model.charAt(at + 9));
      minor = more ? model.charAt(at + 9) - '0' : 0;
    }
    return new Generation(major, minor, model.contains("-pro"), model.contains("flash-lite"));
  }

  /** Takes levels of thinking, ids of calls, media in results; wants signatures back. */
  boolean third() {
    return major >= 3;
  }

  /** Takes neither thinking nor JSON Schema. */
  boolean old() {
    return major == 1 || major == 2 && minor < 5;
  }

  /** The least budget that it takes, when it is to think. */
  int leastBudget() {
    return pro ? 128 : lite ? 512 : 1;
  }

  int mostBudget() {
    return pro ? 32768 : 24576;
  }
}
