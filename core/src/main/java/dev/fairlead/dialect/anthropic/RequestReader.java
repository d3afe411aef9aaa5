package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.Effort;
import dev.fairlead.model.Item;
import dev.fairlead.model.Item.CallKind;
import dev.fairlead.model.Item.Level;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.OutputFormat;
import dev.fairlead.model.Part;
import dev.fairlead.model.Request;
import dev.fairlead.model.Request.Draft;
import dev.fairlead.model.Sampling;
import dev.fairlead.model.Thinking;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads a whole request. Not thread-safe; one for each. */
final class RequestReader {
  private final Node root;
  private final Draft draft;
  private final Warnings warnings;

  private RequestReader(Node root, Draft draft, Warnings warnings) {
    this.root = root;
    this.draft = draft;
    this.warnings = warnings;
  }

  static Request read(Envelope envelope, Warnings warnings) {
    var body = envelope.body();
    var draft = new Draft(AnthropicMessages.ID, envelope.models().getFirst());
    draft.stream = envelope.stream();
    draft.usageAsked = true;
    try {
      var root = Node.of(body);
      draft.copies = root.copies();
      return new RequestReader(root, draft, warnings).read();
    } catch (JsonFault e) {
      throw Bad.request("the body is not valid JSON: " + e.getMessage(), "", "invalid_json");
    }
  }

  private Request read() {
    system();
    messages();
    tools();
    output();
    draft.maxTokens = Bad.number(root, "max_tokens", "max_tokens", 0);
    draft.sampling = sampling();
    draft.cacheLast = PartReader.mark(root);
    stops();
    metadata();
    tier();
    for (var member : root) {
      if (!member.isNull() && !Fields.READ.contains(member.name())) {
        draft.extras.put(member.name(), member.raw());
      }
    }
    return draft.request();
  }

  private void system() {
    var system = root.get("system");
    if (system == null) {
      return;
    }
    var parts = instruction(system, "system");
    if (!parts.isEmpty()) {
      draft.items.add(new Item.Instruction(Level.SYSTEM, parts));
    }
  }

  private static List<Part> instruction(Node content, String path) {
    if (!content.isText() && !content.isArray()) {
      throw Bad.wrong(path, content.kind(), "a text or an array of text blocks");
    }
    return PartReader.all(content, () -> path);
  }

  private void messages() {
    var messages = Bad.array(root, "messages", "messages");
    if (messages == null) {
      throw Bad.missing("messages", "an array of messages");
    }
    int count = messages.size();
    int at = 0;
    var unread = new Unread(warnings);
    for (var message : messages) {
      message(message, at, at + 1 == count);
      unread.message(message, at);
      at++;
    }
  }

  private void message(Node message, int at, boolean last) {
    if (!message.isObject()) {
      throw Bad.wrong("messages[" + at + "]", message.kind(), "a message");
    }
    var role = Bad.text(message, "role", "messages[" + at + "].role");
    var content = message.get("content");
    if (content == null) {
      throw Bad.missing("messages[" + at + "].content", "a text or an array of blocks");
    }
    if (!content.isText() && !content.isArray()) {
      throw Bad.wrong(
          "messages[" + at + "].content", content.kind(), "a text or an array of blocks");
    }
    switch (role) {
      case "user" -> user(content, at);
      case "assistant" -> assistant(content, at, last);
      case "system" -> {
        var parts = instruction(content, "messages[" + at + "].content");
        draft.items.add(new Item.Instruction(Level.SYSTEM, parts));
      }
      case "" -> throw Bad.missing("messages[" + at + "].role", "user, assistant, system");
      default -> throw Bad.value("messages[" + at + "].role", role, "user, assistant, system");
    }
  }

  private void user(Node content, int at) {
    if (content.isText()) {
      draft.items.add(new Item.User(List.of(Part.Text.of(content.text()))));
      return;
    }
    var parts = new ArrayList<Part>(2);
    int number = 0;
    for (var block : content) {
      int here = number++;
      var type = PartReader.type(block, () -> path(at, here));
      if (type.equals("tool_result")) {
        said(parts);
        draft.items.add(result(block, at, here));
      } else {
        parts.add(PartReader.read(block, type, () -> path(at, here)));
      }
    }
    said(parts);
  }

  private void said(List<Part> parts) {
    if (!parts.isEmpty()) {
      draft.items.add(new Item.User(parts));
      parts.clear();
    }
  }

  private static String path(int message, int block) {
    return "messages[" + message + "].content[" + block + "]";
  }

  private static Item result(Node block, int at, int here) {
    var id = Bad.text(block, "tool_use_id", path(at, here) + ".tool_use_id");
    if (id.isEmpty()) {
      throw Bad.missing(path(at, here) + ".tool_use_id", "the id of the call it answers");
    }
    var content = block.get("content");
    if (content != null && !content.isText() && !content.isArray()) {
      throw Bad.wrong(path(at, here) + ".content", content.kind(), "a text or an array of blocks");
    }
    return new Item.ToolResult(
        id,
        "",
        CallKind.FUNCTION,
        content == null ? List.of() : PartReader.all(content, () -> path(at, here) + ".content"),
        block.yes("is_error"),
        PartReader.mark(block));
  }

  private void assistant(Node content, int at, boolean last) {
    int before = draft.items.size();
    if (content.isText()) {
      draft.items.add(new Item.Assistant(List.of(Part.Text.of(content.text()))));
    } else {
      IntFunction<String> path = block -> path(at, block);
      new AssistantReader(Family.ANTHROPIC, "", path, draft.items).read(content);
    }
    if (last && goesOn(before)) {
      var said = (Item.Assistant) draft.items.removeLast();
      draft.items.add(new Item.Assistant(said.parts(), said.id(), said.phase(), said.name(), true));
    }
  }

  /** A last message is a beginning to go on from, unless it is a turn that has been paused. */
  private boolean goesOn(int before) {
    if (draft.items.size() == before || !(draft.items.getLast() instanceof Item.Assistant)) {
      return false;
    }
    return draft.items.subList(before, draft.items.size()).stream()
        .noneMatch(item -> item instanceof Item.HostedCall);
  }

  private void tools() {
    var tools = Bad.array(root, "tools", "tools");
    if (tools != null) {
      draft.tools.addAll(ToolReader.all(tools));
    }
    var choice = Bad.object(root, "tool_choice", "tool_choice");
    if (choice != null) {
      draft.toolChoice = ToolReader.choice(choice);
      var alone = choice.flag("disable_parallel_tool_use");
      draft.parallelTools = alone == null ? null : !alone;
    }
  }

  private void output() {
    var config = Bad.object(root, "output_config", "output_config");
    Effort effort = null;
    if (config != null) {
      effort = effort(config);
      for (var member : config) {
        switch (member.name()) {
          case "effort" -> {}
          case "format" -> format(member, "output_config.format");
          default -> {
            if (!member.isNull()) {
              draft.extras.put("output_config." + member.name(), member.raw());
            }
          }
        }
      }
    }
    var old = root.get("output_format");
    if (old != null) {
      format(old, "output_format");
    }
    draft.thinking = thinking(effort);
  }

  private static @Nullable Effort effort(Node config) {
    var word = Bad.text(config, "effort", "output_config.effort");
    var effort = word.isEmpty() ? null : Effort.of(word);
    if (effort == null && !word.isEmpty()) {
      throw Bad.value("output_config.effort", word, "low, medium, high, xhigh, max");
    }
    return effort;
  }

  private void format(Node format, String path) {
    if (format.isNull()) {
      return;
    }
    if (!format.isObject()) {
      throw Bad.wrong(path, format.kind(), "an object");
    }
    var schema = Bad.object(format, "schema", path + ".schema");
    if (!format.text("type").equals("json_schema") || schema == null) {
      throw Bad.value(path, format.raw().text(), "{\"type\":\"json_schema\",\"schema\":{…}}");
    }
    draft.format = new OutputFormat.JsonSchema("", "", schema.raw(), null);
  }

  private @Nullable Thinking thinking(@Nullable Effort effort) {
    var thinking = Bad.object(root, "thinking", "thinking");
    if (thinking == null) {
      return effort == null ? null : Thinking.of(effort);
    }
    for (var member : thinking) {
      switch (member.name()) {
        case "type", "budget_tokens", "display" -> {}
        default -> draft.extras.put("thinking." + member.name(), member.raw());
      }
    }
    var type = Bad.text(thinking, "type", "thinking.type");
    var show =
        switch (Bad.text(thinking, "display", "thinking.display")) {
          case "summarized" -> Boolean.TRUE;
          case "omitted" -> Boolean.FALSE;
          default -> null;
        };
    return switch (type) {
      case "enabled" -> {
        var budget = Bad.number(thinking, "budget_tokens", "thinking.budget_tokens", 1);
        if (budget == null) {
          throw Bad.missing("thinking.budget_tokens", "a whole number >= 1024");
        }
        yield new Thinking(effort, budget.intValue(), show == null ? Boolean.TRUE : show, "", "");
      }
      case "adaptive", "between_tools" -> new Thinking(effort, null, show, "", type);
      case "disabled" -> new Thinking(effort, 0, show, "", "");
      case "" -> throw Bad.missing("thinking.type", "enabled, adaptive, between_tools, disabled");
      default ->
          throw Bad.value("thinking.type", type, "enabled, adaptive, between_tools, disabled");
    };
  }

  private Sampling sampling() {
    var temperature = decimal("temperature");
    var topP = decimal("top_p");
    var topK = decimal("top_k");
    return temperature == null && topP == null && topK == null
        ? Sampling.NONE
        : new Sampling(temperature, topP, topK, null, null, null);
  }

  private @Nullable BigDecimal decimal(String name) {
    var found = root.get(name);
    if (found == null) {
      return null;
    }
    var number = root.decimal(name);
    if (number == null || Math.abs(number.scale()) > 100) {
      throw Bad.wrong(name, found.kind(), "a number");
    }
    return number;
  }

  private void stops() {
    var stops = Bad.array(root, "stop_sequences", "stop_sequences");
    if (stops == null) {
      return;
    }
    for (var stop : stops) {
      if (!stop.isText()) {
        throw Bad.wrong("stop_sequences[" + draft.stops.size() + "]", stop.kind(), "a text");
      }
      draft.stops.add(stop.text());
    }
  }

  private void metadata() {
    var metadata = Bad.object(root, "metadata", "metadata");
    if (metadata != null) {
      draft.endUser = Bad.text(metadata, "user_id", "metadata.user_id");
    }
  }

  private void tier() {
    var tier = Bad.text(root, "service_tier", "service_tier");
    draft.tier = tier.equals("standard_only") ? "default" : tier;
  }
}
