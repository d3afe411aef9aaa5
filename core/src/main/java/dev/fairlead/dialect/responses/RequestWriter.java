package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import dev.fairlead.model.Tool;
import dev.fairlead.model.ToolChoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a request to a provider of this protocol. Not thread-safe; one for each request. */
final class RequestWriter {
  private static final String CIPHER = "reasoning.encrypted_content";
  private static final String LOGPROBS = "message.output_text.logprobs";
  private static final long LEAST = 16;

  /** What does not go along as it is, even to a provider of the same protocol. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "background",
          "conversation",
          "include",
          "previous_response_id",
          "prompt_cache_options",
          "store",
          "tools.tool_search");

  private static final String REASONING = "reasoning.";

  private final Request request;
  private final Warnings warnings;
  private final Backend backend;
  private final Set<String> drop;
  private final Set<String> capabilities;
  private final boolean own;
  private final Marks marks;
  private final JsonWriter out;

  private RequestWriter(Request request, Destination to, Warnings warnings) {
    this.request = request;
    this.warnings = warnings;
    this.backend = Backend.of(to);
    this.drop = to.provider().quirks().drop();
    this.capabilities = to.endpoint().capabilities();
    this.own = request.dialect().equals(OpenAiResponses.ID);
    this.marks = Marks.of(request, own || backend.breakpoints());
    this.out = new JsonWriter(request.copies(), 4 << 10);
  }

  static byte[] write(Request request, Destination to, Warnings warnings) {
    return new RequestWriter(request, to, warnings).bytes();
  }

  private byte[] bytes() {
    refuse();
    out.object().put("model", backend.model());
    int from = instructions();
    if (!own || !request.items().isEmpty()) {
      input(from);
    }
    tools();
    limits();
    sampling(request.sampling());
    text();
    reasoning();
    include();
    rest();
    return out.end().bytes();
  }

  private void input(int from) {
    out.array("input");
    var writer = new ItemWriter(out, warnings, backend, own, marks);
    for (int i = from; i < request.items().size(); i++) {
      writer.item(request.items().get(i), i);
    }
    out.end();
  }

  private void refuse() {
    for (var modality : request.modalities()) {
      if (!modality.equals("text")) {
        throw Faults.bad(
            "%s cannot be made by %s".formatted(modality, backend.model()),
            "modalities",
            "unsupported_value");
      }
    }
    if (request.maxTokens() != null && request.maxTokens() <= 0) {
      throw Faults.value("max_tokens", request.maxTokens().toString(), "at least 1");
    }
    if (marks.tooMany()) {
      warnings.changed("cache_control", "the last four marks only");
    }
  }

  private boolean takes(String name) {
    return drop.isEmpty() || !drop.contains(name);
  }

  /** Leading instructions that are plain text go to their own member; gives how many did. */
  private int instructions() {
    var found = new ArrayList<String>(1);
    int i = 0;
    for (; i < request.items().size(); i++) {
      if (!(request.items().get(i) instanceof Item.Instruction(var level, var parts))
          || own && (i > 0 || level != Item.Level.SYSTEM)
          || !texts(parts, found)) {
        break;
      }
    }
    if (i > 0 && !found.isEmpty()) {
      out.put("instructions", found.size() == 1 ? found.getFirst() : String.join("\n\n", found));
    }
    return i;
  }

  private boolean texts(List<Part> parts, List<String> found) {
    for (var part : parts) {
      if (!(part instanceof Part.Text text) || text.cache() != null && marks.written()) {
        return false;
      }
    }
    for (var part : parts) {
      if (part instanceof Part.Text text && !text.text().isEmpty()) {
        found.add(text.text());
      }
    }
    return true;
  }

  private void tools() {
    var search = own ? request.extras().get("tools.tool_search") : null;
    if (request.tools().isEmpty() && search == null) {
      return;
    }
    for (var tool : request.tools()) {
      if (tool instanceof Tool.Hosted hosted) {
        hosted(hosted);
      }
    }
    out.array("tools");
    ToolWriter.tools(out, request.tools(), own);
    if (search != null) {
      out.raw(search);
    }
    out.end();
    choice(request.toolChoice());
    var parallel = request.parallelTools();
    if (parallel != null && takes("parallel_tool_calls")) {
      out.put("parallel_tool_calls", parallel.booleanValue());
    }
  }

  private void hosted(Tool.Hosted hosted) {
    var search = hosted.search();
    if (hosted.dialect().equals(OpenAiResponses.ID)) {
      return;
    }
    if (search == null) {
      throw Faults.bad(
          "the hosted tool %s is not available on %s"
              .formatted(hosted.raw().node().text("type"), backend.model()),
          "tools",
          "unsupported_tool");
    }
    if (!search.blocked().isEmpty()) {
      warnings.dropped("tools[].blocked_domains", "not known to this provider");
    }
    if (search.maxUses() >= 0) {
      warnings.dropped("tools[].max_uses", "not known to this provider");
    }
  }

  private void choice(@Nullable ToolChoice choice) {
    if (choice == null) {
      return;
    }
    if (choice instanceof ToolChoice.Hosted(var dialect, _)
        && !dialect.equals(OpenAiResponses.ID)) {
      warnings.dropped("tool_choice", "of another protocol");
      return;
    }
    out.name("tool_choice");
    ToolWriter.choice(out, choice, request.tools());
  }

  private void limits() {
    var most = request.maxTokens();
    if (most != null) {
      if (most < LEAST) {
        warnings.changed("max_tokens", "raised to 16");
      }
      out.put("max_output_tokens", Math.max(LEAST, most));
    }
  }

  private void sampling(Sampling s) {
    drawn("temperature", s.temperature());
    drawn("top_p", s.topP());
    gone("top_k", s.topK());
    gone("frequency_penalty", s.frequencyPenalty());
    gone("presence_penalty", s.presencePenalty());
    if (s.seed() != null) {
      warnings.dropped("seed", "not known to this protocol");
    }
  }

  /** OpenAI's reasoning models refuse to have their sampling changed. */
  private void drawn(String name, @Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    boolean fixed =
        backend.openAi()
            && !own
            && capabilities.contains("reasoning")
            && !capabilities.contains("temperature");
    if (fixed || !takes(name)) {
      if (value.compareTo(BigDecimal.ONE) != 0) {
        warnings.dropped(name, "this model does not take it");
      }
      return;
    }
    out.put(name, value);
  }

  private void gone(String name, @Nullable BigDecimal value) {
    if (value != null && value.signum() != 0) {
      warnings.dropped(name, "not known to this protocol");
    }
  }

  private void text() {
    if (request.format() == null && request.verbosity().isEmpty()) {
      return;
    }
    out.object("text");
    if (request.format() != null) {
      out.name("format");
      ToolWriter.format(out, request.format());
    }
    out.putFilled("verbosity", request.verbosity()).end();
  }

  private void reasoning() {
    var thinking = request.thinking();
    var effort = thinking == null ? null : effort(thinking);
    var summary = thinking == null ? "" : summary(thinking);
    boolean more = own && request.extras().keySet().stream().anyMatch(RequestWriter::inside);
    if (effort == null && summary.isEmpty() && !more) {
      return;
    }
    out.object("reasoning");
    if (effort != null) {
      out.put("effort", effort.word());
    }
    out.putFilled("summary", summary);
    if (more) {
      request
          .extras()
          .forEach((name, value) -> {
            if (inside(name)) {
              out.name(name.substring(REASONING.length())).raw(value);
            }
          });
    }
    out.end();
  }

  private static boolean inside(String name) {
    return name.startsWith(REASONING);
  }

  private void extras() {
    request
        .extras()
        .forEach((name, value) -> {
          if (!NOT_SENT.contains(name) && !inside(name)) {
            out.name(name).raw(value);
          }
        });
  }

  private static @Nullable Effort effort(Thinking thinking) {
    var budget = thinking.budget();
    if (thinking.effort() != null || budget == null) {
      return thinking.effort();
    }
    if (budget <= 0) {
      return budget == 0 ? Effort.NONE : null;
    }
    return budget < 1_500
        ? Effort.LOW
        : budget < 12_000 ? Effort.MEDIUM : budget < 28_000 ? Effort.HIGH : Effort.XHIGH;
  }

  private static String summary(Thinking thinking) {
    if (!thinking.summary().isEmpty()) {
      return thinking.summary();
    }
    return Boolean.TRUE.equals(thinking.show()) && effort(thinking) != Effort.NONE ? "auto" : "";
  }

  private void include() {
    var all = new ArrayList<String>(2);
    var asked = own ? request.extras().get("include") : null;
    if (asked != null) {
      for (var element : asked.node()) {
        all.add(element.text());
      }
    }
    if (thinks() && !all.contains(CIPHER)) {
      all.add(CIPHER);
    }
    if (request.logprobs() >= 0 && !all.contains(LOGPROBS)) {
      all.add(LOGPROBS);
    }
    if (!all.isEmpty() && takes("include")) {
      out.array("include");
      all.forEach(out::text);
      out.end();
    }
    if (request.logprobs() > 0) {
      out.put("top_logprobs", request.logprobs());
    }
  }

  /** Models that do not reason refuse to be asked for their thoughts. */
  private boolean thinks() {
    var thinking = request.thinking();
    var effort = thinking == null ? null : effort(thinking);
    return effort != null ? effort != Effort.NONE : capabilities.contains("reasoning");
  }

  private void rest() {
    if (takes("service_tier")) {
      out.putFilled("service_tier", tier());
    }
    out.putFilled("prompt_cache_key", request.cacheKey());
    var options = request.extras().get("prompt_cache_options");
    if (own) {
      out.put("prompt_cache_options", options);
    } else if (marks.written() && Marks.count(request) > 0) {
      out.put("prompt_cache_options", new Raw("{\"mode\":\"explicit\"}"));
    }
    if (!request.endUser().isEmpty() && takes("safety_identifier")) {
      out.put("safety_identifier", user());
    }
    var metadata = request.metadata();
    if (metadata != null && request.dialect().startsWith("openai.") && takes("metadata")) {
      out.put("metadata", metadata);
    }
    if (own) {
      extras();
    }
    if (takes("store")) {
      out.put("store", false);
    }
    if (request.stream()) {
      out.put("stream", true);
    }
  }

  private String tier() {
    return switch (request.tier()) {
      case "auto", "default", "flex", "priority", "scale" -> request.tier();
      case "standard_only", "standard" -> "default";
      case "" -> "";
      default -> {
        warnings.dropped("service_tier", request.tier());
        yield "";
      }
    };
  }

  /** At most 64 characters are taken. */
  private String user() {
    return request.endUser().length() <= 64 ? request.endUser() : Ids.hash(request.endUser());
  }
}
