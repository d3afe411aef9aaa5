package dev.fairlead.simulator.content;

/** Who answers as a model: one of the standard personas, or a plot. Immutable. */
public interface Speaker {

  /**
   * The answer to an ask. The same ask gets the same answer, always.
   *
   * @param wanted tokens of text and of thought that are wanted whatever the speaker would say
   * @param calls how many of the offered tools are called where one would be
   */
  Answer answer(Ask ask, Wanted wanted, int calls);

  /**
   * Whether the answer that came after so many tool results, counted from what the user said last,
   * began with a thought.
   */
  default boolean thoughtAfter(int results) {
    return false;
  }

  /** So many tokens of text and of thought; 0 leaves it to the speaker. */
  record Wanted(int text, int thought) {
    public static final Wanted NOTHING = new Wanted(0, 0);
  }
}
