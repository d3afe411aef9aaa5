package dev.fairlead.model;

import dev.fairlead.json.Copies;
import dev.fairlead.json.Raw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a model, in no protocol's form. Made by a dialect's reader with a {@link
 * Draft}, written by another's writer.
 *
 * @param dialect the caller's
 * @param model as the caller named it
 * @param items the conversation, in order
 * @param toolChoice null if it was not told
 * @param parallelTools whether several calls at once are welcome; null if it was not told
 * @param format null for plain text
 * @param thinking null if nothing was said about it
 * @param maxTokens the longest output, thoughts included; null if it was not told
 * @param stops texts at which the output ends
 * @param cacheLast a mark on the last thing that can be kept, wherever that is
 * @param cacheKey what requests with the same beginning have in common; empty if it was not told
 * @param candidates how many answers; 1 unless told
 * @param logprobs how many of the likeliest tokens to tell for each; 0: only the chosen; -1: none
 * @param tier {@code auto}, {@code default}, {@code flex}, {@code priority}; empty if not told
 * @param endUser who the caller's user is; empty if it was not told
 * @param metadata an object of the caller's; null if there is none
 * @param verbosity {@code low}, {@code medium}, {@code high}; empty if it was not told
 * @param modalities of the output, as {@code text}, {@code audio}, {@code image}; empty: not told
 * @param stream whether the answer is to come as a stream
 * @param usageAsked whether usage is wanted in the stream, where a caller chooses
 * @param extras what only the caller's dialect knows, by its name there: {@code logit_bias}; the
 *     value as it stood
 * @param copies where texts of it stand in the caller's bytes
 */
public record Request(
    String dialect,
    String model,
    List<Item> items,
    List<Tool> tools,
    @Nullable ToolChoice toolChoice,
    @Nullable Boolean parallelTools,
    @Nullable OutputFormat format,
    Sampling sampling,
    @Nullable Thinking thinking,
    @Nullable Long maxTokens,
    List<String> stops,
    @Nullable CacheMark cacheLast,
    String cacheKey,
    int candidates,
    int logprobs,
    String tier,
    String endUser,
    @Nullable Raw metadata,
    String verbosity,
    Set<String> modalities,
    boolean stream,
    boolean usageAsked,
    Map<String, Raw> extras,
    Copies copies) {

  public Request {
    items = List.copyOf(items);
    tools = List.copyOf(tools);
    stops = List.copyOf(stops);
    modalities = new LinkedHashSet<>(modalities);
    extras = new LinkedHashMap<>(extras);
  }

  /** The same with other values to be set. */
  public Draft draft() {
    var d = new Draft(dialect, model);
    d.items.addAll(items);
    d.tools.addAll(tools);
    d.toolChoice = toolChoice;
    d.parallelTools = parallelTools;
    d.format = format;
    d.sampling = sampling;
    d.thinking = thinking;
    d.maxTokens = maxTokens;
    d.stops.addAll(stops);
    d.cacheLast = cacheLast;
    d.cacheKey = cacheKey;
    d.candidates = candidates;
    d.logprobs = logprobs;
    d.tier = tier;
    d.endUser = endUser;
    d.metadata = metadata;
    d.verbosity = verbosity;
    d.modalities.addAll(modalities);
    d.stream = stream;
    d.usageAsked = usageAsked;
    d.extras.putAll(extras);
    d.copies = copies;
    return d;
  }

  /** A request in the making. Not thread-safe. */
  public static final class Draft {
    public final String dialect;
    public String model;
    public final List<Item> items = new ArrayList<>();
    public final List<Tool> tools = new ArrayList<>();
    public @Nullable ToolChoice toolChoice;
    public @Nullable Boolean parallelTools;
    public @Nullable OutputFormat format;
    public Sampling sampling = Sampling.NONE;
    public @Nullable Thinking thinking;
    public @Nullable Long maxTokens;
    public final List<String> stops = new ArrayList<>(0);
    public @Nullable CacheMark cacheLast;
    public String cacheKey = "";
    public int candidates = 1;
    public int logprobs = -1;
    public String tier = "";
    public String endUser = "";
    public @Nullable Raw metadata;
    public String verbosity = "";
    public final Set<String> modalities = new LinkedHashSet<>();
    public boolean stream;
    public boolean usageAsked;
    public final Map<String, Raw> extras = new LinkedHashMap<>();
    public Copies copies = Copies.NONE;

    public Draft(String dialect, String model) {
      this.dialect = dialect;
      this.model = model;
    }

    public Request request() {
      return new Request(
          dialect,
          model,
          items,
          tools,
          toolChoice,
          parallelTools,
          format,
          sampling,
          thinking,
          maxTokens,
          stops,
          cacheLast,
          cacheKey,
          candidates,
          logprobs,
          tier,
          endUser,
          metadata,
          verbosity,
          modalities,
          stream,
          usageAsked,
          extras,
          copies);
    }
  }
}
