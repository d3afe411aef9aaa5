package dev.fairlead.provider;

/**
 * How a provider wants chat completions to be written, and what it can take: what a translation
 * must know. Requests that are passed through keep the caller's words instead.
 *
 * @param thoughts how thinking is asked for and told
 * @param turns what messages may look like
 * @param takes which wishes it understands
 */
public record Accent(Thoughts thoughts, Turns turns, Takes takes) {

  /** What is widely understood: for a provider of which nothing is known. */
  public static final Accent USUAL =
      new Accent(
          new Thoughts(Ask.EFFORT, Field.REASONING_CONTENT, Replay.NEVER, Tags.NONE),
          new Turns(
              CallIds.ANY,
              true,
              false,
              true,
              false,
              false,
              true,
              Prefill.NONE,
              true,
              Marks.NONE,
              false,
              true),
          new Takes(
              true, true, Strict.NO, Choice.ALL, true, 4, false, false, Search.NONE, 2, true));

  /**
   * Thinking.
   *
   * @param ask how it is asked for
   * @param field where thoughts go back
   * @param replay which thoughts go back
   * @param tags whether thoughts come inside of the text
   */
  public record Thoughts(Ask ask, Field field, Replay replay, Tags tags) {}

  /**
   * Messages.
   *
   * @param callIds what ids of calls must look like
   * @param nullContent whether the model's message may have no content beside calls; else an empty
   *     text
   * @param assistantAfterTool whether the model must speak between a tool's result and the user
   * @param names whether messages may have a participant's name
   * @param alternate whether user and model must take turns
   * @param oneSystem whether only one system message is understood
   * @param midSystem whether a system message may stand behind the first others
   * @param prefill whether the last message may be the model's own, and how that is said
   * @param imageUrls whether pictures may be named by URL
   * @param marks how a cache mark is written
   * @param callSignatures whether calls carry Google's thought signatures
   * @param callIndexes whether the calls in its streams are numbered as they should be
   */
  public record Turns(
      CallIds callIds,
      boolean nullContent,
      boolean assistantAfterTool,
      boolean names,
      boolean alternate,
      boolean oneSystem,
      boolean midSystem,
      Prefill prefill,
      boolean imageUrls,
      Marks marks,
      boolean callSignatures,
      boolean callIndexes) {}

  /**
   * Wishes.
   *
   * @param jsonSchema {@code response_format} with a schema
   * @param jsonObject {@code response_format} with any JSON object
   * @param strict schemas that must be kept to
   * @param choice which {@code tool_choice}
   * @param candidates {@code n} above 1
   * @param stops how many stop sequences; 0: none
   * @param customTools tools that take free text
   * @param topK {@code top_k}
   * @param search how a web search is asked for
   * @param hottest the highest temperature
   * @param coldest whether the temperature may be 0
   */
  public record Takes(
      boolean jsonSchema,
      boolean jsonObject,
      Strict strict,
      Choice choice,
      boolean candidates,
      int stops,
      boolean customTools,
      boolean topK,
      Search search,
      int hottest,
      boolean coldest) {}

  /** How thinking is asked for. */
  public enum Ask {
    /** {@code reasoning_effort}. */
    EFFORT,
    /** {@code reasoning: {effort, max_tokens}}. */
    OBJECT,
    /** {@code reasoning: {enabled}}. */
    ENABLED,
    /** {@code thinking: {type}}. */
    THINKING,
    /** {@code enable_thinking}, {@code thinking_budget}. */
    ENABLE_THINKING,
    /** {@code chat_template_kwargs: {enable_thinking}}. */
    TEMPLATE,
    /** Not at all. */
    NONE
  }

  /** The member of a message that holds thoughts. */
  public enum Field {
    REASONING_CONTENT,
    REASONING,
    REASONING_DETAILS
  }

  /** Which thoughts must come back in later requests. */
  public enum Replay {
    NEVER,
    ALWAYS,
    /** Those since the user spoke last. */
    AFTER_TOOL_CALL,
    /** All; where they are lost, an empty text beside calls. */
    EMPTY_ALLOWED
  }

  /** Whether thoughts come inside of the text, between {@code <think>} and {@code </think>}. */
  public enum Tags {
    NONE,
    TAGS,
    /** The opening tag is in the model's template: the text begins with thoughts. */
    IMPLICIT_OPEN
  }

  /** What ids of calls must look like. */
  public enum CallIds {
    ANY,
    /** At most 40 characters. */
    FORTY,
    /** Nine letters and digits. */
    NINE
  }

  /** Whether the last message may be the model's own. */
  public enum Prefill {
    NONE,
    /** As it is. */
    PLAIN,
    /** With {@code prefix: true}. */
    PREFIX,
    /** With {@code partial: true}. */
    PARTIAL
  }

  /** How a cache mark is written. */
  public enum Marks {
    NONE,
    /** {@code cache_control}. */
    CACHE_CONTROL,
    /** {@code prompt_cache_breakpoint}, for models that have it. */
    BREAKPOINT
  }

  /** Schemas that must be kept to. */
  public enum Strict {
    /** {@code strict} is not understood. */
    NO,
    YES,
    /** Understood for schemas of OpenAI's subset only. */
    CLOSED
  }

  /** Which {@code tool_choice}. */
  public enum Choice {
    ALL,
    /** Not a certain tool. */
    NOT_NAMED,
    AUTO_ONLY
  }

  /** How a web search is asked for. */
  public enum Search {
    NONE,
    /** {@code web_search_options}. */
    OPTIONS,
    /** {@code plugins: [{id: web}]}. */
    PLUGIN
  }

  /** Values by their names, as a file has them. */
  public interface Source {
    /** A constant by its name in lower case with dashes. */
    <T extends Enum<T>> T word(String key, Class<T> type, T otherwise);

    boolean flag(String key, boolean otherwise);

    int number(String key, int otherwise);
  }

  /** Reads one; names have dashes. */
  public static Accent read(Source from) {
    return new Accent(thoughts(from), turns(from), takes(from));
  }

  private static Thoughts thoughts(Source from) {
    var usual = USUAL.thoughts;
    return new Thoughts(
        from.word("reasoning-request", Ask.class, usual.ask),
        from.word("reasoning-field", Field.class, usual.field),
        from.word("reasoning-replay", Replay.class, usual.replay),
        from.word("think-tags", Tags.class, usual.tags));
  }

  private static Turns turns(Source from) {
    var usual = USUAL.turns;
    return new Turns(
        from.word("call-ids", CallIds.class, usual.callIds),
        from.flag("null-content", usual.nullContent),
        from.flag("assistant-after-tool", usual.assistantAfterTool),
        from.flag("names", usual.names),
        from.flag("alternate", usual.alternate),
        from.flag("one-system", usual.oneSystem),
        from.flag("mid-system", usual.midSystem),
        from.word("prefill", Prefill.class, usual.prefill),
        from.flag("image-urls", usual.imageUrls),
        from.word("cache-marks", Marks.class, usual.marks),
        from.flag("call-signatures", usual.callSignatures),
        from.flag("call-indexes", usual.callIndexes));
  }

  private static Takes takes(Source from) {
    var usual = USUAL.takes;
    return new Takes(
        from.flag("json-schema", usual.jsonSchema),
        from.flag("json-object", usual.jsonObject),
        from.word("strict-tools", Strict.class, usual.strict),
        from.word("tool-choice", Choice.class, usual.choice),
        from.flag("candidates", usual.candidates),
        from.number("stops", usual.stops),
        from.flag("custom-tools", usual.customTools),
        from.flag("top-k", usual.topK),
        from.word("web-search", Search.class, usual.search),
        from.number("temperature-max", usual.hottest),
        from.flag("temperature-zero", usual.coldest));
  }
}
