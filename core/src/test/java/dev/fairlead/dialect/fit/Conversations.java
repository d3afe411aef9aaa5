package dev.fairlead.dialect.fit;

import dev.fairlead.json.Raw;
import dev.fairlead.model.CacheMark;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import dev.fairlead.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes conversations and answers of every kind of item and part, the same from the same seed. What
 * may occur is chosen by {@link Feature}s, so that each pair of dialects can be tested with all
 * that both can say.
 */
public final class Conversations {
  private static final List<String> WORDS =
      List.of(
          "the",
          "weather",
          "in",
          "Paris",
          "returns",
          "42",
          "héllo",
          "🌍",
          "你好",
          "\"quoted\"",
          "back\\slash",
          "line\nbreak",
          "tab\there",
          "{\"json\":1}",
          "naïve",
          "</end>",
          "👩‍👩‍👧",
          "Ω≈ç√",
          "a,b;c",
          "percent%20",
          "\u00a0nbsp");

  /** What may occur beyond plain texts of user and model. */
  public enum Feature {
    SYSTEM,
    DEVELOPER,
    MID_INSTRUCTIONS,
    TOOLS,
    PARALLEL_CALLS,
    STRICT_TOOLS,
    CUSTOM_TOOLS,
    NAMESPACES,
    /** Names of tools that few protocols take. */
    ODD_NAMES,
    /** Ids of calls that few protocols take. */
    ODD_IDS,
    DUPLICATE_IDS,
    /** Calls without a result. */
    ORPHANS,
    /** Results in another order than the calls, other messages before them. */
    DISORDER,
    ERROR_RESULTS,
    /** Input of calls that is no JSON. */
    BROKEN_INPUT,
    REASONING,
    /** Thoughts without a signature. */
    PLAIN_REASONING,
    /** Signatures on calls and texts. */
    SIGNATURES,
    REFUSALS,
    IMAGES,
    DOCUMENTS,
    AUDIO,
    URLS,
    RESULT_MEDIA,
    TEXT_DOCUMENTS,
    SEARCH_RESULTS,
    CITATIONS,
    CACHE_MARKS,
    PARTICIPANTS,
    MULTIPLE_PARTS,
    CONSECUTIVE,
    BLANKS,
    HOSTED_CALLS,
    FOREIGN,
    MODEL_FIRST,
    SAMPLING,
    STOPS,
    FORMAT,
    THINKING,
    TOOL_CHOICE,
    CANDIDATES
  }

  private final SplittableRandom random;
  private final Set<Feature> features;
  private final String dialect;
  private final Opaque.Family family;
  private final Set<String> ids = new HashSet<>();
  private final List<Item> items = new ArrayList<>();
  private final List<Integer> turns = new ArrayList<>();
  private List<Tool> tools = List.of();
  private int serial;

  /**
   * @param dialect of the requests
   * @param family whose signatures and ciphers occur
   */
  public Conversations(long seed, String dialect, Opaque.Family family, Set<Feature> features) {
    random = new SplittableRandom(seed);
    this.features = features.isEmpty() ? Set.of() : EnumSet.copyOf(features);
    this.dialect = dialect;
    this.family = family;
  }

  /** One with everything that well-behaved callers send. */
  public static Set<Feature> sound() {
    var all = EnumSet.allOf(Feature.class);
    all.removeAll(
        EnumSet.of(
            Feature.ODD_NAMES,
            Feature.ODD_IDS,
            Feature.DUPLICATE_IDS,
            Feature.ORPHANS,
            Feature.DISORDER,
            Feature.BROKEN_INPUT,
            Feature.BLANKS,
            Feature.MODEL_FIRST));
    return all;
  }

  private boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** Whether something of a feature is to occur here. */
  private boolean maybe(Feature feature, int percent) {
    return has(feature) && random.nextInt(100) < percent;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  // Requests

  /** A conversation whose last message is not the model's. */
  public Request request() {
    return growing().getLast();
  }

  /** The requests of a conversation that goes on: each has all of the one before it, and more. */
  public List<Request> growing() {
    items.clear();
    turns.clear();
    ids.clear();
    tools = tools();
    begin();
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      user();
      turns.add(items.size());
      model();
    }
    user();
    turns.add(items.size());
    var draft = parameters();
    var all = new ArrayList<Request>();
    for (int length : turns) {
      draft.items.clear();
      draft.items.addAll(items.subList(0, length));
      all.add(draft.request());
    }
    return all;
  }

  private void begin() {
    if (maybe(Feature.SYSTEM, 80)) {
      items.add(new Item.Instruction(Item.Level.SYSTEM, texts()));
    }
    if (maybe(Feature.DEVELOPER, 30)) {
      items.add(new Item.Instruction(Item.Level.DEVELOPER, texts()));
    }
    if (maybe(Feature.MODEL_FIRST, 30)) {
      items.add(new Item.Assistant(List.of(Part.Text.of(text()))));
    }
  }

  private Request.Draft parameters() {
    var d = new Request.Draft(dialect, "author/model");
    d.tools.addAll(tools);
    d.maxTokens = random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(100_000));
    d.stream = random.nextBoolean();
    if (maybe(Feature.SAMPLING, 60)) {
      d.sampling =
          new Sampling(
              new BigDecimal("0." + random.nextInt(10)), null, null, null, null, random.nextLong());
    }
    if (maybe(Feature.STOPS, 40)) {
      d.stops.addAll(random.nextBoolean() ? List.of("STOP") : List.of("END", "\n\n###"));
    }
    if (maybe(Feature.FORMAT, 20)) {
      d.format =
          random.nextBoolean()
              ? new OutputFormat.JsonObject()
              : new OutputFormat.JsonSchema("answer", "", schema(), null);
    }
    if (maybe(Feature.THINKING, 40)) {
      d.thinking = Thinking.of(any(List.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH)));
    }
    if (maybe(Feature.TOOL_CHOICE, 60) && !tools.isEmpty()) {
      d.toolChoice = choice();
    }
    if (maybe(Feature.CANDIDATES, 20)) {
      d.candidates = 2;
    }
    return d;
  }

  private ToolChoice choice() {
    var names = new ArrayList<String>();
    for (var tool : tools) {
      switch (tool) {
        case Tool.Function t -> names.add(t.name());
        case Tool.Custom t -> names.add(t.name());
        case Tool.Hosted _ -> {
          // Is chosen in another way.
        }
      }
    }
    return switch (random.nextInt(5)) {
      case 0 -> new ToolChoice.Required();
      case 1 -> new ToolChoice.None();
      case 2 -> {
        var tool = any(tools);
        yield new ToolChoice.Named(
            nameOf(tool), tool instanceof Tool.Custom ? CallKind.CUSTOM : CallKind.FUNCTION);
      }
      case 3 -> new ToolChoice.Subset(names, random.nextBoolean());
      default -> new ToolChoice.Auto();
    };
  }

  private List<Tool> tools() {
    if (!has(Feature.TOOLS)) {
      return List.of();
    }
    var found = new ArrayList<Tool>();
    var names = new HashSet<String>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      var tool = tool(i);
      if (names.add(nameOf(tool) + "@" + namespaceOf(tool))) {
        found.add(tool);
      }
    }
    return found;
  }

  private Tool tool(int i) {
    var name =
        maybe(Feature.ODD_NAMES, 40)
            ? any(
                List.of(
                    "1-get.x",
                    "get weather",
                    "größe",
                    "a".repeat(90),
                    "a".repeat(91),
                    "x/y:z",
                    "get.x",
                    "get_x",
                    "-dash"))
            : any(List.of("get_weather", "read_file", "Bash", "apply-patch", "search")) + i;
    if (maybe(Feature.CUSTOM_TOOLS, 30)) {
      return random.nextBoolean()
          ? new Tool.Custom(name, text(), "", "")
          : new Tool.Custom(name, text(), "lark", "start: /.+/");
    }
    return new Tool.Function(
        name,
        maybe(Feature.NAMESPACES, 40) ? any(List.of("files", "mcp__web", "n.s")) : "",
        text(),
        random.nextInt(6) == 0 ? null : schema(),
        maybe(Feature.STRICT_TOOLS, 30) ? Boolean.valueOf(random.nextBoolean()) : null,
        mark(),
        Map.of());
  }

  private static String nameOf(Tool tool) {
    return switch (tool) {
      case Tool.Function t -> t.name();
      case Tool.Custom t -> t.name();
      case Tool.Hosted t -> t.kind().name();
    };
  }

  private static String namespaceOf(Tool tool) {
    return tool instanceof Tool.Function t ? t.namespace() : "";
  }

  private static Raw schema() {
    return new Raw(
        "{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"integer\"},"
            + "\"a\":{\"type\":\"string\",\"description\":\"h\\u00e9\"}},\"required\":[\"z\"]}");
  }

  private void user() {
    int messages = maybe(Feature.CONSECUTIVE, 25) ? 2 : 1;
    for (int i = 0; i < messages; i++) {
      items.add(new Item.User(userParts(), maybe(Feature.PARTICIPANTS, 20) ? "ann" : ""));
      if (maybe(Feature.MID_INSTRUCTIONS, 15) && items.size() > 2) {
        items.add(new Item.Instruction(Item.Level.DEVELOPER, texts()));
      }
    }
  }

  private void model() {
    int steps = has(Feature.TOOLS) ? random.nextInt(3) : 0;
    for (int i = 0; i < steps; i++) {
      thoughts();
      if (random.nextBoolean()) {
        items.add(said());
      }
      calls();
      turns.add(items.size());
    }
    thoughts();
    items.add(said());
    if (maybe(Feature.CONSECUTIVE, 10)) {
      items.add(said());
    }
  }

  private void thoughts() {
    if (has(Feature.REASONING)) {
      for (int i = random.nextInt(3); i > 0; i--) {
        items.add(reasoning());
      }
    }
    if (maybe(Feature.HOSTED_CALLS, 20)) {
      items.add(
          new Item.HostedCall(
              dialect,
              "web_search_call",
              "ws_" + serial++,
              new Raw("{\"type\":\"web_search_call\",\"id\":\"ws_1\"}"),
              new Item.Search(List.of(text()), List.of(new Item.Source("https://a.b/c", "t")))));
    }
    if (maybe(Feature.FOREIGN, 10)) {
      items.add(new Item.Foreign(dialect, "strange", new Raw("{\"type\":\"strange\"}")));
    }
  }

  /** What the model thought. */
  public Item.Reasoning reasoning() {
    if (maybe(Feature.PLAIN_REASONING, 30)) {
      return new Item.Reasoning("", List.of(), List.of(text()), null);
    }
    return switch (family) {
      case OPENAI ->
          new Item.Reasoning(
              "rs_" + serial++, List.of(text()), List.of(), opaque(Opaque.Kind.ENCRYPTED));
      case ANTHROPIC ->
          random.nextInt(5) == 0
              ? new Item.Reasoning("", List.of(), List.of(), opaque(Opaque.Kind.REDACTED))
              : new Item.Reasoning("", List.of(), List.of(text()), opaque(Opaque.Kind.SIGNATURE));
      case GOOGLE, XAI, OTHER ->
          new Item.Reasoning("", List.of(), List.of(text()), opaque(Opaque.Kind.THOUGHT_SIGNATURE));
    };
  }

  private Opaque opaque(Opaque.Kind kind) {
    var data = new StringBuilder();
    for (int i = 8 + random.nextInt(40); i > 0; i--) {
      data.append((char) ('A' + random.nextInt(26)));
    }
    return new Opaque(family, kind, "", "", data.append("==").toString());
  }

  private @Nullable Opaque signature(int percent) {
    return maybe(Feature.SIGNATURES, percent) ? opaque(Opaque.Kind.THOUGHT_SIGNATURE) : null;
  }

  private void calls() {
    var calls = new ArrayList<Item.ToolCall>();
    int count = has(Feature.PARALLEL_CALLS) ? 1 + random.nextInt(3) : 1;
    for (int i = 0; i < count; i++) {
      calls.add(call());
    }
    items.addAll(calls);
    var results = new ArrayList<Item>();
    for (var call : calls) {
      if (!maybe(Feature.ORPHANS, 15)) {
        results.add(result(call));
      }
    }
    if (has(Feature.DISORDER)) {
      shuffle(results);
      if (random.nextInt(4) == 0) {
        results.add(random.nextInt(results.size() + 1), new Item.User(userParts()));
      }
      if (maybe(Feature.MID_INSTRUCTIONS, 25)) {
        results.add(
            random.nextInt(results.size() + 1), new Item.Instruction(Item.Level.SYSTEM, texts()));
      }
    }
    if (results.isEmpty()) {
      results.add(new Item.User(List.of(Part.Text.of(text()))));
    }
    items.addAll(results);
  }

  private void shuffle(List<Item> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      var kept = list.get(i);
      list.set(i, list.get(k));
      list.set(k, kept);
    }
  }

  /** A call of one of the request's tools, or of a tool that is not there any more. */
  public Item.ToolCall call() {
    var tool =
        tools.isEmpty() || random.nextInt(12) == 0
            ? new Tool.Function("old_tool", "", null)
            : any(tools);
    boolean custom = tool instanceof Tool.Custom;
    return new Item.ToolCall(
        id(),
        "",
        nameOf(tool),
        namespaceOf(tool),
        custom ? CallKind.CUSTOM : CallKind.FUNCTION,
        custom ? text() : input(),
        signature(30),
        mark());
  }

  private String id() {
    if (maybe(Feature.DUPLICATE_IDS, 40)) {
      return "call_0";
    }
    if (maybe(Feature.ODD_IDS, 40)) {
      var odd = any(List.of("Bash:", "é", "x".repeat(100), "call|", ""));
      if (ids.add(odd)) {
        return odd;
      }
    }
    return any(List.of("call_", "toolu_", "fc-")) + serial++;
  }

  private String input() {
    if (maybe(Feature.BROKEN_INPUT, 15)) {
      return any(List.of("{\"a\":", "", "null", "[1]", "nonsense"));
    }
    return any(
        List.of(
            "{}",
            "{\"z\":9007199254740993123,\"a\":\"b\"}",
            "{\"id\": 2512292042121000001, \"r\": 1.10}",
            "{\"path\":\"/a b\",\"deep\":{\"l\":[1,2,{\"x\":null}]}}",
            "{\"t\":\"h\\u00e9 \\n \\\"q\\\"\"}"));
  }

  private Item.ToolResult result(Item.ToolCall call) {
    var parts = new ArrayList<Part>();
    if (random.nextInt(8) != 0) {
      parts.add(Part.Text.of(text()));
    }
    if (maybe(Feature.RESULT_MEDIA, 30)) {
      parts.add(image());
      if (random.nextBoolean()) {
        parts.add(Part.Text.of(text()));
      }
    }
    blank(parts);
    return new Item.ToolResult(
        call.callId(), "", call.kind(), parts, maybe(Feature.ERROR_RESULTS, 20), mark());
  }

  private List<Part> texts() {
    var parts = new ArrayList<Part>();
    parts.add(Part.Text.of(text()).withCache(mark()));
    if (maybe(Feature.MULTIPLE_PARTS, 30)) {
      parts.add(Part.Text.of(text()).withCache(mark()));
    }
    return parts;
  }

  private List<Part> userParts() {
    var parts = new ArrayList<Part>();
    parts.add(Part.Text.of(text()).withCache(mark()));
    int more = has(Feature.MULTIPLE_PARTS) ? random.nextInt(3) : 0;
    var kinds = kinds();
    for (int i = 0; i < more; i++) {
      parts.add(kinds.isEmpty() ? Part.Text.of(text()) : any(kinds).get());
    }
    blank(parts);
    return parts;
  }

  private void blank(List<Part> parts) {
    if (maybe(Feature.BLANKS, 30)) {
      var blank = Part.Text.of(any(List.of("", " ", "\n\t"))).withCache(mark());
      if (random.nextBoolean()) {
        parts.clear();
      }
      parts.add(random.nextInt(parts.size() + 1), blank);
    }
  }

  private List<Supplier<Part>> kinds() {
    var kinds = new ArrayList<Supplier<Part>>();
    if (has(Feature.IMAGES)) {
      kinds.add(this::image);
    }
    if (has(Feature.DOCUMENTS)) {
      kinds.add(this::document);
    }
    if (has(Feature.AUDIO)) {
      kinds.add(
          () -> new Part.Media(Kind.AUDIO, new Source.Inline("UklGRiQAAABXQVZF"), "audio/wav"));
    }
    if (has(Feature.TEXT_DOCUMENTS)) {
      kinds.add(() -> new Part.Media(Kind.DOCUMENT, new Source.PlainText(text()), "text/plain"));
    }
    if (has(Feature.SEARCH_RESULTS)) {
      kinds.add(() ->
          new Part.SearchResult(
              "https://s.t/u", text(), List.of(Part.Text.of(text())), true, mark()));
    }
    if (has(Feature.FOREIGN)) {
      kinds.add(() -> new Part.Foreign(dialect, "odd", new Raw("{\"type\":\"odd\"}")));
    }
    return kinds;
  }

  private Part image() {
    if (maybe(Feature.URLS, 40)) {
      return new Part.Media(Kind.IMAGE, new Source.Url("https://example.com/" + serial++), "");
    }
    return random.nextBoolean()
        ? new Part.Media(Kind.IMAGE, new Source.Inline("iVBORw0KGgoAAAANSUhEUgAA"), "image/png")
        : new Part.Media(Kind.IMAGE, new Source.Inline("/9j/4AAQSkZJRgABAQAA"), "image/jpeg");
  }

  private Part document() {
    return new Part.Media(
        Kind.DOCUMENT,
        new Source.Inline("JVBERi0xLjQKJcOkw7zDtsOf"),
        "application/pdf",
        any(List.of("", "a/b?.pdf", "report.pdf")),
        "",
        "",
        false,
        mark(),
        null);
  }

  private @Nullable CacheMark mark() {
    return maybe(Feature.CACHE_MARKS, 15) ? any(List.of(CacheMark.values())) : null;
  }

  /** What the model says. */
  public Item.Assistant said() {
    var parts = new ArrayList<Part>();
    var text = text();
    var citations =
        maybe(Feature.CITATIONS, 30)
            ? List.of(Citation.page("https://c.d/e", "title", 0, text.length()))
            : List.<Citation>of();
    parts.add(new Part.Text(text, citations, null, signature(20), null));
    if (maybe(Feature.REFUSALS, 10)) {
      parts.add(new Part.Refusal(text()));
    } else if (maybe(Feature.MULTIPLE_PARTS, 15)) {
      parts.add(Part.Text.of(text()));
    }
    blank(parts);
    return new Item.Assistant(parts, "", "", maybe(Feature.PARTICIPANTS, 10) ? "bob" : "", false);
  }

  /** Some words. */
  public String text() {
    var out = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      out.append(out.isEmpty() ? "" : " ").append(any(WORDS));
    }
    return out.append('.').toString();
  }

  // Answers

  /** An answer that may follow the last request, with calls of its tools. */
  public Response response() {
    var choices = new ArrayList<Response.Choice>();
    int count = has(Feature.CANDIDATES) ? 1 + random.nextInt(2) : 1;
    for (int i = 0; i < count; i++) {
      choices.add(choice(i));
    }
    return new Response(
        "up-" + serial++,
        "model-2026",
        1_700_000_000,
        choices,
        new Usage(10 + random.nextInt(1000), 5, 0, 0, 0, 7, 3, 0, true),
        "",
        Map.of());
  }

  private Response.Choice choice(int index) {
    var said = new ArrayList<Item>();
    if (has(Feature.REASONING)) {
      for (int i = random.nextInt(3); i > 0; i--) {
        said.add(reasoning());
      }
    }
    int calls = has(Feature.TOOLS) ? random.nextInt(3) : 0;
    if (calls == 0 || random.nextBoolean()) {
      said.add(said());
    }
    for (int i = 0; i < calls; i++) {
      said.add(call());
    }
    return new Response.Choice(
        index,
        said,
        calls > 0
            ? Finish.of(Finish.Kind.TOOL_CALLS, "tool_calls")
            : Finish.of(Finish.Kind.STOP, "stop"));
  }
}
