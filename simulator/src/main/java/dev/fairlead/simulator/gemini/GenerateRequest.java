package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Aside;
import dev.fairlead.simulator.content.Ask;
import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.dialect.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to generate content.
 *
 * @param asked the model as the path has it, with what stands behind a question mark
 * @param body the whole of it; members are found in both of protobuf's spellings
 * @param promptTokens an estimate from the bytes of what the model reads
 */
record GenerateRequest(String asked, Node body, int promptTokens) implements Ask {

  static GenerateRequest read(String model, Node body) throws Refusal {
    if (body.get("contents").list().isEmpty()) {
      throw Errors.invalid("* GenerateContentRequest.contents: contents is not specified\n");
    }
    int bytes =
        body.get("contents").bytes()
            + body.get("systemInstruction", "system_instruction").bytes()
            + body.get("tools").bytes();
    var config = body.get("generationConfig", "generation_config");
    if (config.get("maxOutputTokens", "max_output_tokens").number(1) < 1) {
      throw Errors.invalid(
          "* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens must be"
              + " positive.\n");
    }
    return new GenerateRequest(model, body, (bytes + 3) / 4);
  }

  List<Node> contents() {
    return body.get("contents").list();
  }

  private Node config(String name, String other) {
    return body.get("generationConfig", "generation_config").get(name, other);
  }

  @Override
  public String model() {
    int mark = asked.indexOf('?');
    return mark < 0 ? asked : asked.substring(0, mark);
  }

  /** The path decides, not the request. */
  @Override
  public boolean stream() {
    return false;
  }

  @Override
  public int maxTokens() {
    return (int)
        Math.min(NO_LIMIT, config("maxOutputTokens", "max_output_tokens").number(NO_LIMIT));
  }

  private Node thinking() {
    return config("thinkingConfig", "thinking_config");
  }

  boolean showsThoughts() {
    return thinking().get("includeThoughts", "include_thoughts").truth();
  }

  @Override
  public boolean thinks() {
    return thinking().get("thinkingBudget", "thinking_budget").number(-1) != 0;
  }

  static Node call(Node part) {
    return part.get("functionCall", "function_call");
  }

  static Node result(Node part) {
    return part.get("functionResponse", "function_response");
  }

  /** The index of what the user said last; 0 if nothing. */
  int turnStart() {
    var contents = contents();
    int start = 0;
    for (int i = 0; i < contents.size(); i++) {
      start = spoken(contents.get(i)).isBlank() ? start : i;
    }
    return start;
  }

  /** What a person said; a content with a tool's result is the client's. */
  private static String spoken(Node content) {
    boolean results = content.get("parts").list().stream().anyMatch(p -> result(p).present());
    return content.get("role").is("model") || results ? "" : Aside.without(texts(content));
  }

  /** The texts of a content, thoughts left out. */
  static List<String> texts(Node content) {
    if (content.string()) {
      return List.of(content.text());
    }
    return content.get("parts").list().stream()
        .filter(p -> !p.get("thought").truth())
        .map(p -> p.text("text"))
        .toList();
  }

  @Override
  public String lastUserText() {
    return spoken(contents().get(turnStart()));
  }

  private List<Node> resultsInTurn() {
    var results = new ArrayList<Node>();
    var contents = contents();
    for (var content : contents.subList(turnStart(), contents.size())) {
      for (var part : content.get("parts").list()) {
        if (result(part).present()) {
          results.add(result(part));
        }
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
    if (results.isEmpty() || contents().getLast().get("role").is("model")) {
      return null;
    }
    var response = results.getLast().get("response");
    for (var name : List.of("output", "result", "content", "error")) {
      if (response.get(name).string()) {
        return response.text(name);
      }
    }
    return response.json();
  }

  @Override
  public List<Tool> tools() {
    var tools = new ArrayList<Tool>();
    for (var tool : body.get("tools").list()) {
      for (var function : tool.get("functionDeclarations", "function_declarations").list()) {
        var schema = function.get("parametersJsonSchema", "parameters_json_schema");
        var found = schema.present() ? schema : function.get("parameters");
        tools.add(new Tool(function.text("name"), found.value()));
      }
    }
    return tools;
  }

  @Override
  public ToolChoice toolChoice() {
    var config =
        body.get("toolConfig", "tool_config")
            .get("functionCallingConfig", "function_calling_config");
    var names = config.get("allowedFunctionNames", "allowed_function_names").texts();
    return switch (config.text("mode")) {
      case "NONE" -> new ToolChoice(ToolChoice.Kind.NONE, "");
      case "ANY" ->
          new ToolChoice(ToolChoice.Kind.REQUIRED, names.isEmpty() ? "" : names.getFirst());
      default -> ToolChoice.AUTO;
    };
  }

  @Override
  public List<String> stops() {
    return config("stopSequences", "stop_sequences").texts();
  }

  @Override
  public @Nullable Object schema() {
    var json = config("responseJsonSchema", "response_json_schema");
    var schema = json.present() ? json : config("responseSchema", "response_schema");
    return !schema.present()
            && config("responseMimeType", "response_mime_type").is("application/json")
        ? Map.of("properties", Map.of("answer", Map.of("type", "string")))
        : schema.value();
  }
}
