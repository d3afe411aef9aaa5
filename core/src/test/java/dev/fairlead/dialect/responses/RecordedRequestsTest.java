package dev.fairlead.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordedRequestsTest {

  static List<Recording> requests() {
    return Recording.requests();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestReadAndWrittenAgainSaysTheSame(Recording recording) {
    var original = Objects.requireNonNull(recording.request());
    var body = withModel(original);
    var request = Samples.read(body);
    var written =
        Samples.write(
            request, Samples.to(recording.provider(), request.model()), new Warnings(false));
    assertThat(normal(written)).isEqualTo(normal(Node.of(body)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void theSameRequestGivesTheSameBytes(Recording recording) {
    var body = withModel(Objects.requireNonNull(recording.request()));
    var to = Samples.to(recording.provider(), "m");
    assertThat(Samples.write(Samples.read(body), to).toString())
        .isEqualTo(Samples.write(Samples.read(body), to).toString());
  }

  /** A stored prompt may name the model; the gateway must be told. */
  private static String withModel(Node body) {
    var text = body.toString();
    return body.get("model") == null ? text.replaceFirst("\\{", "{\"model\":\"m\",") : text;
  }

  /**
   * What is the same in other words: null members are left out; {@code store}, {@code include} and
   * the gateway's members are not compared; a text is a content of one text; types of messages,
   * ids, states and {@code detail:auto} may be told or not; {@code user} is {@code
   * safety_identifier}; a tool search stands last; thoughts go without their text, and not at all
   * without a cipher.
   */
  private static Map<String, @Nullable Object> normal(Node body) {
    Map<String, @Nullable Object> map = new HashMap<>();
    for (var member : body) {
      map.put(member.name(), Samples.plain(member));
    }
    for (var name :
        List.of(
            "store", "include", "background", "previous_response_id", "conversation", "provider")) {
      map.remove(name);
    }
    map.values().removeIf(Objects::isNull);
    if (map.get("input") instanceof String text) {
      map.put("input", List.of(Map.of("role", "user", "content", text)));
    }
    if (map.containsKey("user")) {
      map.put("safety_identifier", map.remove("user"));
    }
    if (Boolean.FALSE.equals(map.get("stream"))) {
      map.remove("stream");
    }
    if (map.get("tools") instanceof List<?> tools && tools.isEmpty()) {
      map.remove("tools");
    }
    if (!map.containsKey("tools")) {
      map.remove("tool_choice");
      map.remove("parallel_tool_calls");
    }
    var text = map.get("text");
    if (text instanceof Map<?, ?> m && Map.of("type", "text").equals(m.get("format"))) {
      map.remove("text");
    }
    return Map.of("", Objects.requireNonNull(lean(leading(map))));
  }

  /** A system message at the beginning is an instruction. */
  private static Map<String, @Nullable Object> leading(Map<String, @Nullable Object> map) {
    if (!map.containsKey("instructions")
        && map.get("input") instanceof List<?> items
        && !items.isEmpty()
        && items.getFirst() instanceof Map<?, ?> first
        && "system".equals(first.get("role"))
        && said(first.get("content")) instanceof String said) {
      map.put("instructions", said);
      map.put("input", items.subList(1, items.size()));
    }
    return map;
  }

  private static @Nullable Object said(@Nullable Object content) {
    if (content instanceof List<?> parts
        && parts.size() == 1
        && parts.getFirst() instanceof Map<?, ?> part
        && (part.get("text") instanceof String)
        && part.get("prompt_cache_breakpoint") == null) {
      return part.get("text");
    }
    return content;
  }

  private static boolean leftOut(Map<?, ?> item) {
    return "tool_search".equals(item.get("type"))
        || "reasoning".equals(item.get("type")) && item.get("encrypted_content") == null;
  }

  private static @Nullable Object lean(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        var lean = new HashMap<Object, @Nullable Object>();
        map.forEach((name, inner) -> {
          boolean noise =
              inner == null
                  || name.equals("status")
                  || name.equals("id")
                      && map.get("type") instanceof String type
                      && !type.endsWith("_call")
                  || name.equals("id") && "function_call".equals(map.get("type"))
                  || name.equals("type") && "message".equals(inner)
                  || name.equals("detail") && "auto".equals(inner)
                  || Map.of("type", "text").equals(inner)
                  || name.equals("description") && "".equals(inner)
                  || name.equals("logprobs")
                  || name.equals("annotations")
                  || name.equals("content") && "reasoning".equals(map.get("type"));
          if (!noise) {
            lean.put(
                name, lean(name.equals("content") || name.equals("output") ? said(inner) : inner));
          }
        });
        yield lean;
      }
      case List<?> list -> {
        var lean = new ArrayList<@Nullable Object>();
        for (var element : list) {
          if (!(element instanceof Map<?, ?> map && leftOut(map))) {
            lean.add(lean(element));
          }
        }
        yield lean;
      }
      default -> value;
    };
  }
}
