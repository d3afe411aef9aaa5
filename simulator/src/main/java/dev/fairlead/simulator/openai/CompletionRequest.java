package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Ask;
import dev.fairlead.simulator.dialect.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of {@code POST /v1/completions}. */
record CompletionRequest(
    String asked,
    List<String> prompts,
    int choices,
    int maxTokens,
    boolean stream,
    boolean includeUsage,
    List<String> stops) {
  private static final int USUAL_LIMIT = 16;

  static CompletionRequest read(byte[] body, int from, int to) throws Refusal {
    var fields = Fields.read(body, from, to);
    boolean includeUsage =
        fields.get("stream_options") instanceof Map<?, ?> options
            && Boolean.TRUE.equals(options.get("include_usage"));
    return new CompletionRequest(
        fields.model(),
        fields.inputs("prompt"),
        Math.min(128, fields.atLeastOne("n", 1)),
        fields.atLeastOne("max_tokens", USUAL_LIMIT),
        fields.truth("stream"),
        includeUsage,
        stops(fields.get("stop")));
  }

  private static List<String> stops(@Nullable Object stop) {
    return switch (stop) {
      case String one -> List.of(one);
      case List<?> several -> several.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }

  String model() {
    int mark = asked.indexOf('?');
    return mark < 0 ? asked : asked.substring(0, mark);
  }

  Ask ask(String prompt) {
    return new OnePrompt(this, prompt);
  }

  /** One of the prompts, as a model reads it. */
  private record OnePrompt(CompletionRequest request, String prompt) implements Ask {
    @Override
    public String model() {
      return request.model();
    }

    @Override
    public boolean stream() {
      return request.stream;
    }

    @Override
    public int maxTokens() {
      return request.maxTokens;
    }

    @Override
    public int promptTokens() {
      return (prompt.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
    }

    @Override
    public String lastUserText() {
      return prompt;
    }

    @Override
    public @Nullable String lastToolResult() {
      return null;
    }

    @Override
    public int results() {
      return 0;
    }

    @Override
    public List<Tool> tools() {
      return List.of();
    }

    @Override
    public ToolChoice toolChoice() {
      return ToolChoice.AUTO;
    }

    @Override
    public List<String> stops() {
      return request.stops;
    }

    @Override
    public @Nullable Object schema() {
      return null;
    }
  }
}
