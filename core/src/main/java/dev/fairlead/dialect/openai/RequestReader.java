package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import dev.fairlead.model.Request;
import dev.fairlead.model.Sampling;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all of a chat completions request into the neutral form. One for each request. */
final class RequestReader {
  static final String DIALECT = "openai.chat";
  private static final int MOST_STOPS = 64;
  private static final Set<String> GATEWAY = Set.of("models", "route", "provider");

  private final Request.Draft draft;
  private final Warnings warnings;
  private final ThinkingReader thinking = new ThinkingReader();
  private final ToolReader tools = new ToolReader();
  private @Nullable BigDecimal temperature;
  private @Nullable BigDecimal topP;
  private @Nullable BigDecimal topK;
  private @Nullable BigDecimal frequency;
  private @Nullable BigDecimal presence;
  private @Nullable Long seed;
  private @Nullable Long oldLimit;
  private boolean logprobs;
  private int top;
  private String user = "";

  private RequestReader(Envelope envelope, Warnings warnings) {
    this.draft = new Request.Draft(DIALECT, envelope.models().getFirst());
    this.warnings = warnings;
    draft.stream = envelope.stream();
    draft.usageAsked = envelope.usageAsked() || envelope.costAsked();
  }

  static Request read(Envelope envelope, Warnings warnings) {
    var body = envelope.body();
    return new RequestReader(envelope, warnings).read(Node.of(body));
  }

  private Request read(Node root) {
    draft.copies = root.copies();
    for (var member : root) {
      if (!member.isNull()) {
        member(member.name(), member);
      }
    }
    draft.tools.addAll(tools.tools());
    draft.toolChoice = tools.choice();
    draft.thinking = thinking.read(warnings);
    draft.sampling = new Sampling(temperature, topP, topK, frequency, presence, seed);
    draft.logprobs = logprobs ? top : -1;
    if (draft.maxTokens == null) {
      draft.maxTokens = oldLimit;
    } else if (oldLimit != null && !oldLimit.equals(draft.maxTokens)) {
      warnings.dropped("max_tokens", "max_completion_tokens is there too");
    }
    if (draft.endUser.isEmpty()) {
      draft.endUser = user;
    }
    return draft.request();
  }

  private void member(String name, Node value) {
    switch (name) {
      case "model", "stream", "usage" -> {
        // The envelope has them.
      }
      case "messages" -> new MessageReader(draft.items, warnings).read(value);
      case "tools" -> tools.tools(value);
      case "functions" -> tools.functions(value);
      case "tool_choice" -> tools.choice(value);
      case "function_call" -> tools.functionChoice(value);
      case "web_search_options" -> tools.searchOptions(value);
      case "plugins" -> plugins(value);
      case "parallel_tool_calls" -> draft.parallelTools = Demand.flag(value, name);
      case "response_format" -> draft.format = FormatReader.read(value);
      case "max_completion_tokens" ->
          draft.maxTokens = Demand.whole(value, name, -1, Long.MAX_VALUE);
      case "max_tokens" -> oldLimit = Demand.whole(value, name, -1, Long.MAX_VALUE);
      case "stop" -> stops(value);
      case "n" -> draft.candidates = (int) Demand.whole(value, name, 1, 128);
      case "stream_options" -> streamOptions(value);
      default -> more(name, value);
    }
  }

  private void more(String name, Node value) {
    switch (name) {
      case "temperature" -> temperature = Demand.decimal(value, name);
      case "top_p" -> topP = Demand.decimal(value, name);
      case "top_k" -> topK = Demand.decimal(value, name);
      case "frequency_penalty" -> frequency = Demand.decimal(value, name);
      case "presence_penalty" -> presence = Demand.decimal(value, name);
      case "seed", "random_seed" ->
          seed = Demand.whole(value, name, Long.MIN_VALUE + 1, Long.MAX_VALUE);
      case "logprobs" -> logprobs = logprobs(value);
      case "top_logprobs" -> top = (int) Demand.whole(value, name, 0, 20);
      case "safety_identifier" -> draft.endUser = Demand.text(value, name);
      case "user" -> user = Demand.text(value, name);
      case "metadata" -> draft.metadata = Demand.object(value, name).raw();
      case "service_tier" -> draft.tier = Demand.text(value, name);
      case "verbosity" -> draft.verbosity = Demand.text(value, name);
      case "prompt_cache_key" -> draft.cacheKey = Demand.text(value, name);
      case "cache_control" -> draft.cacheLast = PartReader.cacheControl(value, name);
      case "modalities" -> modalities(value);
      case "reasoning_effort" -> thinking.effort(value);
      case "reasoning" -> thinking.reasoning(value);
      case "include_reasoning" -> thinking.show(Demand.flag(value, name));
      case "thinking" -> thinking.thinking(value);
      case "enable_thinking" -> thinking.enabled(Demand.flag(value, name));
      case "thinking_budget" -> thinking.budget(value, name);
      default -> {
        if (!GATEWAY.contains(name)) {
          draft.extras.put(name, value.raw());
        }
      }
    }
  }

  /** Together writes a number: how many to tell for each token. */
  private boolean logprobs(Node value) {
    if (value.isNumber()) {
      top = (int) Demand.whole(value, "logprobs", 0, 20);
      return top > 0;
    }
    return Demand.flag(value, "logprobs");
  }

  private void stops(Node value) {
    if (value.isText()) {
      draft.stops.add(value.text());
      return;
    }
    for (var stop : Demand.array(value, "stop")) {
      draft.stops.add(Demand.text(stop, "stop[" + draft.stops.size() + "]"));
      if (draft.stops.size() > MOST_STOPS) {
        throw Demand.bad(
            "stop: more than %d texts (expected: at most 4)".formatted(MOST_STOPS),
            "stop",
            "invalid_value");
      }
    }
  }

  private void modalities(Node value) {
    for (var modality : Demand.array(value, "modalities")) {
      draft.modalities.add(Demand.text(modality, "modalities"));
    }
  }

  private void streamOptions(Node value) {
    for (var option : Demand.object(value, "stream_options")) {
      if (option.name().equals("include_usage")) {
        draft.usageAsked |= Demand.flag(option, "stream_options.include_usage");
      }
    }
  }

  /** The web plugin is a search; other plugins are OpenRouter's own. */
  private void plugins(Node value) {
    boolean others = false;
    for (var plugin : Demand.array(value, "plugins")) {
      if (plugin.text("id").equals("web")) {
        tools.searchPlugin(plugin);
      } else {
        others = true;
      }
    }
    if (others) {
      draft.extras.put("plugins", value.raw());
    }
  }
}
