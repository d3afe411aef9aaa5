package dev.fairlead.it.sdk;

import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Google's library. */
final class GeminiCaller implements Caller {
  private final com.google.genai.Client client;

  GeminiCaller(String url, String key) {
    client =
        com.google.genai.Client.builder()
            .apiKey(key)
            .httpOptions(
                HttpOptions.builder()
                    .baseUrl(url)
                    .retryOptions(HttpRetryOptions.builder().attempts(1))
                    .build())
            .build();
  }

  @Override
  public void close() {
    client.close();
  }

  private static GenerateContentConfig.Builder config() {
    return GenerateContentConfig.builder()
        .thinkingConfig(ThinkingConfig.builder().includeThoughts(true));
  }

  private static Content user(Part part) {
    return Content.builder().role("user").parts(part).build();
  }

  /** The parts of an answer; those of a stream one after another. */
  private List<Part> answer(
      String model, List<Content> contents, GenerateContentConfig config, boolean stream) {
    if (!stream) {
      return parts(client.models.generateContent(model, contents, config));
    }
    var parts = new ArrayList<Part>();
    try (var chunks = client.models.generateContentStream(model, contents, config)) {
      chunks.forEach(chunk -> parts.addAll(parts(chunk)));
    }
    return parts;
  }

  private static List<Part> parts(GenerateContentResponse answer) {
    return answer.candidates().orElse(List.of()).stream()
        .flatMap(candidate -> candidate.content().stream())
        .flatMap(content -> content.parts().orElse(List.of()).stream())
        .toList();
  }

  private static String text(List<Part> parts) {
    return parts.stream()
        .filter(part -> !part.thought().orElse(false))
        .map(part -> part.text().orElse(""))
        .collect(Collectors.joining());
  }

  @Override
  public String ask(String model, boolean stream) {
    var question = List.of(user(Part.fromText(QUESTION)));
    return text(answer(model, question, config().build(), stream));
  }

  @Override
  public String useTool(String model, boolean stream) {
    var declared = FunctionDeclaration.builder().name(TOOL).parametersJsonSchema(SCHEMA).build();
    var tool = Tool.builder().functionDeclarations(declared).build();
    var contents = new ArrayList<Content>();
    contents.add(user(Part.fromText(QUESTION)));
    var parts = answer(model, contents, config().tools(tool).build(), stream);
    var call =
        parts.stream().flatMap(part -> part.functionCall().stream()).findFirst().orElseThrow();
    contents.add(Content.builder().role("model").parts(parts).build());
    var result = Part.fromFunctionResponse(call.name().orElseThrow(), Map.of("output", RESULT));
    contents.add(user(result));
    return text(answer(model, contents, config().tools(tool).build(), stream));
  }

  @Override
  public long count(String model) {
    return client.models.countTokens(model, QUESTION, null).totalTokens().orElseThrow();
  }

  @Override
  public Refused refused(String model) {
    try {
      throw new AssertionError(ask(model, false));
    } catch (ApiException e) {
      return new Refused(e.code(), e.message(), List.of());
    }
  }
}
