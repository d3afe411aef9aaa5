package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Aside;
import dev.fairlead.simulator.content.Ask;
import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.openai.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code POST /v1/responses}.
 *
 * @param body the whole of it
 * @param items the input; a text alone is one message of the user
 * @param promptTokens an estimate from the bytes of what the model reads
 */
record ResponsesRequest(Node body, List<Node> items, int promptTokens) implements Ask {
  private static final int LEAST_LIMIT = 16;

  static ResponsesRequest read(Asked asked) throws Refusal {
    var body = Node.read(asked.body(), asked.from(), asked.to());
    if (!body.object()) {
      throw Errors.notJson();
    }
    if (body.text("model").isEmpty()) {
      throw Errors.missing("model");
    }
    check(body);
    int bytes = 0;
    for (var part : List.of("instructions", "input", "tools")) {
      bytes += body.get(part).bytes();
    }
    return new ResponsesRequest(body, items(body.get("input")), (bytes + 3) / 4);
  }

  private static void check(Node body) throws Refusal {
    var previous = body.text("previous_response_id");
    if (!previous.isEmpty()) {
      throw Errors.invalid(
          400,
          "Previous response with id '" + previous + "' not found.",
          "previous_response_id",
          "previous_response_not_found");
    }
    long limit = body.get("max_output_tokens").number(LEAST_LIMIT);
    if (limit < LEAST_LIMIT) {
      throw Errors.invalid(
          400,
          "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= %d, but got %d instead."
              .formatted(LEAST_LIMIT, limit),
          "max_output_tokens",
          "integer_below_min_value");
    }
    var input = body.get("input");
    if (!input.string() && input.list().isEmpty()) {
      throw Errors.missing("input");
    }
  }

  private static List<Node> items(Node input) {
    return input.string()
        ? List.of(new Node(Map.of("role", "user", "content", input.text())))
        : input.list();
  }

  String asked() {
    return body.text("model");
  }

  @Override
  public String model() {
    int mark = asked().indexOf('?');
    return mark < 0 ? asked() : asked().substring(0, mark);
  }

  @Override
  public boolean stream() {
    return body.get("stream").truth();
  }

  @Override
  public int maxTokens() {
    return (int) Math.min(NO_LIMIT, body.get("max_output_tokens").number(NO_LIMIT));
  }

  /** Whether a summary of the thoughts is wanted. */
  boolean showsThoughts() {
    return !body.get("reasoning").text("summary").isEmpty();
  }

  @Override
  public boolean thinks() {
    return !body.get("reasoning").get("effort").is("none");
  }

  /** The kind of an item; a message may leave it out. */
  static String kind(Node item) {
    var type = item.text("type");
    return type.isEmpty() && !item.text("role").isEmpty() ? "message" : type;
  }

  static boolean call(Node item) {
    return kind(item).equals("function_call") || kind(item).equals("custom_tool_call");
  }

  static boolean result(Node item) {
    return kind(item).equals("function_call_output")
        || kind(item).equals("custom_tool_call_output");
  }

  /** The index of what the user said last; 0 if nothing. */
  int turnStart() {
    int start = 0;
    for (int i = 0; i < items.size(); i++) {
      start = spoken(items.get(i)).isBlank() ? start : i;
    }
    return start;
  }

  private static String spoken(Node item) {
    return kind(item).equals("message") && item.get("role").is("user")
        ? Aside.without(texts(item.get("content")))
        : "";
  }

  private static List<String> texts(Node content) {
    return content.string()
        ? List.of(content.text())
        : content.list().stream().map(part -> part.text("text")).toList();
  }

  @Override
  public String lastUserText() {
    return spoken(items.get(turnStart()));
  }

  private List<Node> resultsInTurn() {
    var results = new ArrayList<Node>();
    for (var item : items.subList(turnStart(), items.size())) {
      if (result(item)) {
        results.add(item);
      }
    }
    return results;
  }

  @Override
  public int results() {
    return resultsInTurn().size();
  }

  @Override
  public @Nullable String lastToolResult() {
    var results = resultsInTurn();
    return results.isEmpty() || items.getLast().get("role").is("assistant")
        ? null
        : String.join("", texts(results.getLast().get("output")));
  }

  @Override
  public List<Tool> tools() {
    var tools = new ArrayList<Tool>();
    for (var tool : body.get("tools").list()) {
      switch (tool.text("type")) {
        case "function" -> tools.add(new Tool(tool.text("name"), tool.get("parameters").value()));
        case "custom" -> tools.add(new Tool(tool.text("name"), null, true));
        default -> {} // what the provider runs itself
      }
    }
    return tools;
  }

  @Override
  public ToolChoice toolChoice() {
    var choice = body.get("tool_choice");
    if (choice.is("none")) {
      return new ToolChoice(ToolChoice.Kind.NONE, "");
    }
    if (choice.is("required") || choice.get("mode").is("required")) {
      return new ToolChoice(ToolChoice.Kind.REQUIRED, "");
    }
    var name = choice.text("name");
    return name.isEmpty() ? ToolChoice.AUTO : new ToolChoice(ToolChoice.Kind.REQUIRED, name);
  }

  @Override
  public List<String> stops() {
    return List.of();
  }

  @Override
  public @Nullable Object schema() {
    var format = body.get("text").get("format");
    return format.get("type").is("json_object")
        ? Map.of("properties", Map.of("answer", Map.of("type", "string")))
        : format.get("schema").value();
  }
}
