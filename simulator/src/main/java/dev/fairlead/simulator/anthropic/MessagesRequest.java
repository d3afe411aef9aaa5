package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Aside;
import dev.fairlead.simulator.content.Ask;
import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code POST /v1/messages}.
 *
 * @param body the whole of it
 * @param promptTokens an estimate from the bytes of what the model reads
 */
record MessagesRequest(Node body, int promptTokens) implements Ask {

  /** Reads a request; one that only wants to be counted needs no {@code max_tokens}. */
  static MessagesRequest read(Asked asked, boolean toAnswer) throws Refusal {
    var body = Node.read(asked.body(), asked.from(), asked.to());
    if (!body.object()) {
      throw Errors.invalid("Input should be a valid dictionary");
    }
    if (body.text("model").isEmpty()) {
      throw Errors.required("model");
    }
    checkLimit(body.get("max_tokens"), toAnswer);
    checkMessages(body.get("messages"));
    int bytes = 0;
    for (var part : List.of("system", "messages", "tools")) {
      bytes += body.get(part).bytes();
    }
    return new MessagesRequest(body, (bytes + 3) / 4);
  }

  private static void checkLimit(Node limit, boolean toAnswer) throws Refusal {
    if (toAnswer && !limit.present()) {
      throw Errors.required("max_tokens");
    }
    if (limit.number(1) < 1) {
      throw Errors.invalid("max_tokens: Input should be greater than or equal to 1");
    }
  }

  private static void checkMessages(Node messages) throws Refusal {
    if (!messages.present()) {
      throw Errors.required("messages");
    }
    if (!messages.array()) {
      throw Errors.invalid("messages: Input should be a valid list");
    }
    if (messages.list().isEmpty()) {
      throw Errors.invalid("messages: at least one message is required");
    }
  }

  String asked() {
    return body.text("model");
  }

  List<Node> messages() {
    return body.get("messages").list();
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
    return (int) Math.min(NO_LIMIT, body.get("max_tokens").number(NO_LIMIT));
  }

  /** Whether the thoughts are to be shown; else their block has a signature only. */
  boolean showsThoughts() {
    return !body.get("thinking").get("display").is("omitted");
  }

  @Override
  public boolean thinks() {
    return !body.get("thinking").get("type").is("disabled");
  }

  /** Where the part of the conversation begins that answers what the user said last. */
  int turnStart() {
    var messages = messages();
    int start = 0;
    for (int i = 0; i < messages.size(); i++) {
      start = userSpeaks(messages.get(i)) ? i : start;
    }
    return start;
  }

  /** Whether a person spoke, not a tool and not the client by itself. */
  private static boolean userSpeaks(Node message) {
    if (!message.get("role").is("user")) {
      return false;
    }
    var blocks = message.get("content").list();
    boolean results = blocks.stream().anyMatch(b -> b.get("type").is("tool_result"));
    return !results && !spoken(message).isBlank();
  }

  private static String spoken(Node message) {
    return Aside.without(texts(message.get("content")));
  }

  private static List<String> texts(Node content) {
    return content.string()
        ? List.of(content.text())
        : content.list().stream()
            .filter(b -> b.get("type").is("text"))
            .map(b -> b.text("text"))
            .toList();
  }

  @Override
  public String lastUserText() {
    var message = messages().get(turnStart());
    return userSpeaks(message) ? spoken(message) : "";
  }

  private List<Node> resultsInTurn() {
    var results = new ArrayList<Node>();
    var messages = messages();
    for (var message : messages.subList(turnStart(), messages.size())) {
      for (var block : message.get("content").list()) {
        if (block.get("type").is("tool_result")) {
          results.add(block);
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
    return results.isEmpty() || messages().getLast().get("role").is("assistant")
        ? null
        : String.join("", texts(results.getLast().get("content")));
  }

  @Override
  public List<Tool> tools() {
    return body.get("tools").list().stream()
        .map(t -> new Tool(t.text("name"), t.get("input_schema").value()))
        .filter(t -> !t.name().isEmpty())
        .toList();
  }

  @Override
  public ToolChoice toolChoice() {
    var choice = body.get("tool_choice");
    return switch (choice.text("type")) {
      case "none" -> new ToolChoice(ToolChoice.Kind.NONE, "");
      case "any" -> new ToolChoice(ToolChoice.Kind.REQUIRED, "");
      case "tool" -> new ToolChoice(ToolChoice.Kind.REQUIRED, choice.text("name"));
      default -> ToolChoice.AUTO;
    };
  }

  @Override
  public List<String> stops() {
    return body.get("stop_sequences").texts();
  }

  @Override
  public @Nullable Object schema() {
    var format = body.get("output_config").get("format");
    var found = format.present() ? format : body.get("output_format");
    return found.get("schema").value();
  }
}
