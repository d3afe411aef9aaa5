package dev.fairlead.simulator.openai;

import dev.fairlead.json.Tree;
import dev.fairlead.simulator.content.Ask;
import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Scan;
import dev.fairlead.simulator.content.Scan.Span;
import dev.fairlead.simulator.dialect.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code POST /v1/chat/completions}. One pass over the bytes finds the top-level
 * members; what is inside them is read only when a model asks for it. Not thread-safe.
 */
final class ChatRequest implements Ask {
  private static final byte[] MODEL = Out.ascii("model");
  private static final byte[] MESSAGES = Out.ascii("messages");
  private static final byte[] STREAM = Out.ascii("stream");
  private static final byte[] STREAM_OPTIONS = Out.ascii("stream_options");
  private static final byte[] INCLUDE_USAGE = Out.ascii("include_usage");
  private static final byte[] MAX_TOKENS = Out.ascii("max_tokens");
  private static final byte[] MAX_COMPLETION_TOKENS = Out.ascii("max_completion_tokens");
  private static final byte[] N = Out.ascii("n");
  private static final byte[] STOP = Out.ascii("stop");
  private static final byte[] TOOLS = Out.ascii("tools");
  private static final byte[] TOOL_CHOICE = Out.ascii("tool_choice");
  private static final byte[] RESPONSE_FORMAT = Out.ascii("response_format");
  private static final byte[] ROLE = Out.ascii("role");
  private static final byte[] CONTENT = Out.ascii("content");
  private static final byte[] TYPE = Out.ascii("type");
  private static final byte[] TEXT = Out.ascii("text");

  private final byte[] body;
  private String asked = "";
  private Span messages = Span.NONE;
  private boolean stream;
  private boolean includeUsage;
  private int maxTokens = NO_LIMIT;
  private int choices = 1;
  private Span stop = Span.NONE;
  private Span tools = Span.NONE;
  private Span toolChoice = Span.NONE;
  private Span responseFormat = Span.NONE;

  private ChatRequest(byte[] body) {
    this.body = body;
  }

  static ChatRequest read(byte[] body, int from, int to) throws Refusal {
    var request = new ChatRequest(body);
    var scan = new Scan(body, from, to);
    if (!scan.enter('{')) {
      throw Errors.notJson();
    }
    while (scan.member()) {
      request.member(scan);
    }
    if (!scan.done()) {
      throw Errors.notJson();
    }
    request.check();
    return request;
  }

  private void member(Scan scan) throws Refusal {
    if (scan.key(MODEL)) {
      asked = Scan.text(body, scan.value());
    } else if (scan.key(MESSAGES)) {
      messages = scan.value();
    } else if (scan.key(STREAM)) {
      stream = Scan.truth(body, scan.value());
    } else if (scan.key(STREAM_OPTIONS)) {
      includeUsage = includesUsage(scan.value());
    } else if (scan.key(MAX_TOKENS)) {
      limit("max_tokens", scan.value());
    } else if (scan.key(MAX_COMPLETION_TOKENS)) {
      limit("max_completion_tokens", scan.value());
    } else if (scan.key(N)) {
      choices = Math.clamp(Scan.number(body, scan.value(), 1), 1, 128);
    } else if (scan.key(STOP)) {
      stop = scan.value();
    } else if (scan.key(TOOLS)) {
      tools = scan.value();
    } else if (scan.key(TOOL_CHOICE)) {
      toolChoice = scan.value();
    } else if (scan.key(RESPONSE_FORMAT)) {
      responseFormat = scan.value();
    } else {
      scan.skip();
    }
  }

  private boolean includesUsage(Span options) {
    var scan = new Scan(body, options);
    boolean included = false;
    if (scan.enter('{')) {
      while (scan.member()) {
        boolean wanted = scan.key(INCLUDE_USAGE);
        boolean truth = Scan.truth(body, scan.value());
        included |= wanted && truth;
      }
    }
    return included;
  }

  private void limit(String name, Span value) throws Refusal {
    long limit = Scan.number(body, value, NO_LIMIT);
    if (limit < 1) {
      throw Errors.belowOne(name, limit);
    }
    maxTokens = (int) Math.min(maxTokens, limit);
  }

  private void check() throws Refusal {
    if (asked.isEmpty()) {
      throw Errors.noModel();
    }
    if (messages.absent() || body[messages.from()] != '[') {
      throw Errors.missing("messages");
    }
    var scan = new Scan(body, messages);
    scan.enter('[');
    if (!scan.element()) {
      throw Errors.emptyArray("messages");
    }
  }

  /** The model as asked for, with what stands behind a question mark. */
  String asked() {
    return asked;
  }

  int choices() {
    return choices;
  }

  boolean includeUsage() {
    return includeUsage;
  }

  @Override
  public String model() {
    int mark = asked.indexOf('?');
    return mark < 0 ? asked : asked.substring(0, mark);
  }

  @Override
  public boolean stream() {
    return stream;
  }

  @Override
  public int maxTokens() {
    return maxTokens;
  }

  @Override
  public int promptTokens() {
    return (messages.length() + tools.length() + 3) / 4;
  }

  @Override
  public String lastUserText() {
    var found = Span.NONE;
    var scan = new Scan(body, messages);
    scan.enter('[');
    while (scan.element()) {
      var message = scan.value();
      found = "user".equals(role(message)) ? message : found;
    }
    return found.absent() ? "" : content(found);
  }

  @Override
  public @Nullable String lastToolResult() {
    var last = Span.NONE;
    var scan = new Scan(body, messages);
    scan.enter('[');
    while (scan.element()) {
      last = scan.value();
    }
    return "tool".equals(role(last)) ? content(last) : null;
  }

  @Override
  public int results() {
    int results = 0;
    var scan = new Scan(body, messages);
    scan.enter('[');
    while (scan.element()) {
      var role = role(scan.value());
      results = role.equals("user") ? 0 : role.equals("tool") ? results + 1 : results;
    }
    return results;
  }

  private String role(Span message) {
    return Scan.text(body, field(message, ROLE));
  }

  /** The text of a message: its content, or the texts of its content's parts. */
  private String content(Span message) {
    var content = field(message, CONTENT);
    if (content.absent() || body[content.from()] != '[') {
      return Scan.text(body, content);
    }
    var text = new StringBuilder();
    var parts = new Scan(body, content);
    parts.enter('[');
    while (parts.element()) {
      var part = parts.value();
      if (Scan.text(body, field(part, TYPE)).equals("text")) {
        text.append(Scan.text(body, field(part, TEXT)));
      }
    }
    return text.toString();
  }

  private Span field(Span object, byte[] name) {
    var found = Span.NONE;
    var scan = new Scan(body, object);
    if (scan.enter('{')) {
      while (scan.member()) {
        boolean wanted = scan.key(name);
        var value = scan.value();
        found = wanted ? value : found;
      }
    }
    return found;
  }

  @Override
  public List<Tool> tools() {
    var offered = new ArrayList<Tool>();
    if (tree(tools) instanceof List<?> list) {
      for (var tool : list) {
        var node = new Node(tool);
        if (!node.get("function").text("name").isEmpty()) {
          var function = node.get("function");
          offered.add(new Tool(function.text("name"), function.get("parameters").value()));
        }
      }
    }
    return offered;
  }

  @Override
  public ToolChoice toolChoice() {
    return switch (tree(toolChoice)) {
      case String word when word.equals("none") -> new ToolChoice(ToolChoice.Kind.NONE, "");
      case String word when word.equals("required") -> new ToolChoice(ToolChoice.Kind.REQUIRED, "");
      case Map<?, ?> map when map.get("function") instanceof Map<?, ?> function ->
          new ToolChoice(ToolChoice.Kind.REQUIRED, String.valueOf(function.get("name")));
      case null, default -> ToolChoice.AUTO;
    };
  }

  @Override
  public List<String> stops() {
    return switch (tree(stop)) {
      case String one -> List.of(one);
      case List<?> several -> several.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }

  @Override
  public @Nullable Object schema() {
    if (!(tree(responseFormat) instanceof Map<?, ?> format)) {
      return null;
    }
    if (format.get("json_schema") instanceof Map<?, ?> named) {
      return named.get("schema");
    }
    return "json_object".equals(format.get("type"))
        ? Map.of("properties", Map.of("answer", Map.of("type", "string")))
        : null;
  }

  private @Nullable Object tree(Span span) {
    try {
      return span.absent() ? null : Tree.json(body, span.from(), span.to());
    } catch (Tree.Unreadable _) {
      return null;
    }
  }
}
