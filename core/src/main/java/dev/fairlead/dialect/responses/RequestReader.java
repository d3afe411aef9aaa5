package dev.fairlead.dialect.responses;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Members;
import dev.fairlead.json.Node;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request into the neutral form. Not thread-safe; one for each request. */
final class RequestReader {
  private static final Backend CALLERS = new Backend(Opaque.Family.OPENAI, "");

  private final Warnings warnings;
  private final Request.Draft draft;
  private final ToolReader tools;
  private @Nullable Node input;
  private @Nullable BigDecimal temperature;
  private @Nullable BigDecimal topP;
  private boolean logprobs;
  private long topLogprobs = -1;
  private String user = "";

  private RequestReader(String model, Warnings warnings) {
    this.warnings = warnings;
    this.draft = new Request.Draft(OpenAiResponses.ID, model);
    this.tools = new ToolReader(warnings, draft.tools, draft.extras);
  }

  static Request read(Envelope envelope, Warnings warnings) {
    var body = envelope.body();
    var reader = new RequestReader(envelope.models().getFirst(), warnings);
    return reader.read(Node.of(body), envelope.stream());
  }

  private Request read(Node root, boolean stream) {
    draft.copies = root.copies();
    draft.stream = stream;
    draft.usageAsked = true;
    for (var member : root) {
      if (!member.isNull()) {
        member(member, member.name());
      }
    }
    if (draft.endUser.isEmpty()) {
      draft.endUser = user;
    }
    draft.sampling = new Sampling(temperature, topP, null, null, null, null);
    draft.logprobs = logprobs || topLogprobs > 0 ? (int) Math.max(0, topLogprobs) : -1;
    items();
    return draft.request();
  }

  private void member(Node node, String name) {
    switch (name) {
      case "model", "models", "provider", "route", "stream" -> {
        // The envelope has them.
      }
      case "input" -> input = node;
      case "instructions" -> instructions(node);
      case "tools" -> tools.read(node, name);
      case "tool_choice" -> draft.toolChoice = ToolReader.choice(node);
      case "parallel_tool_calls" -> draft.parallelTools = flag(node, name);
      case "text" -> text(object(node, name));
      case "reasoning" -> reasoning(object(node, name));
      case "max_output_tokens" -> draft.maxTokens = whole(node, name, 1, Integer.MAX_VALUE);
      case "temperature" -> temperature = number(node, name);
      case "top_p" -> topP = number(node, name);
      case "top_logprobs" -> topLogprobs = whole(node, name, 0, 20);
      case "include" -> include(node);
      case "metadata" -> draft.metadata = object(node, name).raw();
      case "service_tier" -> draft.tier = string(node, name);
      case "safety_identifier" -> draft.endUser = string(node, name);
      case "user" -> user = string(node, name);
      case "prompt_cache_key" -> draft.cacheKey = string(node, name);
      case "truncation" -> {
        if (!string(node, name).equals("disabled")) {
          draft.extras.put(name, node.raw());
        }
      }
      default -> draft.extras.put(name, node.raw());
    }
  }

  private void instructions(Node node) {
    if (node.isArray()) {
      // What an answer echoes may come back as items.
      int i = 0;
      for (var item : node) {
        draft.items.add(i, new ItemReader(true, CALLERS).item(item, i++));
      }
    } else if (!string(node, "instructions").isEmpty()) {
      draft.items.addFirst(
          new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of(node.text()))));
    }
  }

  private void items() {
    var found = input;
    if (found == null) {
      return;
    }
    if (found.isText()) {
      draft.items.add(new Item.User(List.of(Part.Text.of(found.text()))));
      return;
    }
    var reader = new ItemReader(true, CALLERS);
    int i = 0;
    for (var node : found) {
      var item = reader.item(node, i);
      if (item instanceof Item.Foreign(_, var type, _)
          && (type.equals("additional_tools") || type.equals("tool_search_output"))) {
        tools.brought(node, "input[" + i + "]");
      }
      var caller = item instanceof Item.ToolCall ? node.get("caller") : null;
      if (caller != null) {
        caller(caller, i);
      }
      if (item instanceof Item.ToolCall && node.get("async") != null) {
        warnings.dropped("input[" + i + "].async", "");
      }
      if (!signs(item)) {
        draft.items.add(item);
      }
      i++;
    }
  }

  /** Only OpenAI can run the program that made a call. */
  private void caller(Node caller, int i) {
    if (!caller.text("type").equals("direct")) {
      warnings.dropped("input[" + i + "].caller", "programs are run by OpenAI only");
    }
  }

  /** Whether an item is the signature of the one before it, which takes it. */
  private boolean signs(Item item) {
    if (!(item instanceof Item.Reasoning thought)
        || thought.opaque() == null
        || !thought.id().startsWith(OutputWriter.SIGNATURE)
        || draft.items.isEmpty()) {
      return false;
    }
    var signed = signed(draft.items.getLast(), thought.opaque());
    if (signed != null) {
      draft.items.set(draft.items.size() - 1, signed);
    }
    return signed != null;
  }

  private static @Nullable Item signed(Item item, Opaque signature) {
    return switch (item) {
      case Item.ToolCall call -> call.withSignature(signature);
      case Item.Assistant said
          when !said.parts().isEmpty() && said.parts().getLast() instanceof Part.Text text -> {
        var parts = new ArrayList<>(said.parts());
        parts.set(
            parts.size() - 1,
            new Part.Text(text.text(), text.citations(), text.cache(), signature, text.logprobs()));
        yield new Item.Assistant(parts, said.id(), said.phase(), said.name(), said.prefill());
      }
      default -> null;
    };
  }

  private void include(Node node) {
    if (!node.isArray()) {
      throw Faults.wrong("include", node.kind(), "an array of texts");
    }
    for (var element : node) {
      logprobs |= element.text().equals("message.output_text.logprobs");
    }
    draft.extras.put("include", node.raw());
  }

  private void text(Node node) {
    var verbosity = node.get("verbosity");
    if (verbosity != null) {
      draft.verbosity = string(verbosity, "text.verbosity");
    }
    var format = node.get("format");
    if (format == null) {
      return;
    }
    object(format, "text.format");
    draft.format = format(format);
  }

  private static @Nullable OutputFormat format(Node format) {
    return switch (format.text("type")) {
      case "text" -> null;
      case "json_object" -> new OutputFormat.JsonObject();
      case "json_schema" -> schema(format);
      case "" -> throw Faults.missing("text.format.type");
      default ->
          throw Faults.value(
              "text.format.type", format.text("type"), "text, json_object, json_schema");
    };
  }

  private static OutputFormat schema(Node format) {
    var nested = format.get("json_schema");
    var from = nested == null ? format : nested;
    var schema = from.get("schema");
    if (schema == null || !schema.isObject()) {
      throw schema == null
          ? Faults.missing("text.format.schema")
          : Faults.wrong("text.format.schema", schema.kind(), "a JSON schema");
    }
    return new OutputFormat.JsonSchema(
        from.text("name"), from.text("description"), schema.raw(), from.flag("strict"));
  }

  private void reasoning(Node node) {
    Effort effort = null;
    var word = node.get("effort");
    if (word != null) {
      effort = Effort.of(string(word, "reasoning.effort"));
      if (effort == null) {
        throw Faults.value(
            "reasoning.effort", word.text(), "none, minimal, low, medium, high, xhigh, max");
      }
    }
    var summary = node.text("summary");
    if (summary.isEmpty()) {
      summary = node.text("generate_summary");
    }
    if (effort != null || !summary.isEmpty()) {
      draft.thinking =
          new Thinking(effort, null, summary.isEmpty() ? null : Boolean.TRUE, summary, "");
    }
    for (var member : node) {
      var name = member.name();
      boolean known =
          name.equals("effort") || name.equals("summary") || name.equals("generate_summary");
      if (!known && !member.isNull()) {
        draft.extras.put("reasoning." + name, member.raw());
      }
    }
  }

  private static Node object(Node node, String param) {
    if (!node.isObject()) {
      throw Faults.wrong(param, node.kind(), "an object");
    }
    return node;
  }

  private static String string(Node node, String param) {
    if (!node.isText()) {
      throw Faults.wrong(param, node.kind(), "a text");
    }
    return node.text();
  }

  private static Boolean flag(Node node, String param) {
    if (node.kind() != Members.Kind.TRUE && node.kind() != Members.Kind.FALSE) {
      throw Faults.wrong(param, node.kind(), "true or false");
    }
    return node.kind() == Members.Kind.TRUE;
  }

  private static BigDecimal number(Node node, String param) {
    if (!node.isNumber()) {
      throw Faults.wrong(param, node.kind(), "a number");
    }
    var text = node.text();
    try {
      var number = text.length() <= 40 ? new BigDecimal(text) : null;
      if (number != null && Math.abs((long) number.scale()) <= 100) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Faults.value(param, text, "a number");
    }
    throw Faults.value(param, text, "a number of at most 40 digits");
  }

  private static long whole(Node node, String param, long least, long most) {
    var number = number(node, param);
    if (number.stripTrailingZeros().scale() > 0
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw Faults.value(param, node.text(), "a whole number of %d to %d".formatted(least, most));
    }
    return number.longValueExact();
  }
}
