package dev.fairlead.simulator.content;

import java.util.List;

/** What agent clients write in the user's name beside what the user said. */
public final class Aside {
  private static final List<String> BEGINNINGS =
      List.of(
          "<system-reminder>",
          "<environment_context>",
          "<user_instructions>",
          "<permissions instructions>",
          "<skills_instructions>",
          "<turn_aborted>",
          "<session_context>",
          "# AGENTS.md instructions");

  private Aside() {}

  /** Whether a text is not the user's own. */
  public static boolean is(String text) {
    var begin = text.stripLeading();
    return BEGINNINGS.stream().anyMatch(begin::startsWith);
  }

  /** The user's own texts of several, joined. */
  public static String without(List<String> texts) {
    var own = new StringBuilder();
    for (var text : texts) {
      own.append(is(text) ? "" : text);
    }
    return own.toString();
  }
}
