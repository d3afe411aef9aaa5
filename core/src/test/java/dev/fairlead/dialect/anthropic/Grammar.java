package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Node;
import java.util.Optional;

/** What the official SDKs ask of a stream, checked as strictly as they do. */
final class Grammar {
  private Grammar() {}

  static void check(String sse) {
    int open = -1;
    int next = 0;
    int starts = 0;
    boolean stopped = false;
    var type = "";
    var input = new StringBuilder();
    assertThat(sse).endsWith("\n\n");
    for (var event : sse.substring(0, sse.length() - 2).split("\n\n", -1)) {
      var lines = event.split("\n", -1);
      assertThat(lines).hasSize(2);
      var data = Node.of(lines[1].substring("data: ".length()));
      assertThat(lines[0]).isEqualTo("event: " + data.text("type"));
      assertThat(stopped).isFalse();
      switch (data.text("type")) {
        case "message_start" -> {
          starts++;
          var message = need(data, "message");
          assertThat(need(message, "content").size()).isZero();
          assertThat(message.text("id")).startsWith("msg_");
          assertThat(need(message, "usage").number("input_tokens", -1)).isNotNegative();
        }
        case "content_block_start" -> {
          assertThat(open).isEqualTo(-1);
          open = (int) data.number("index", -1);
          assertThat(open).isEqualTo(next++);
          type = need(data, "content_block").text("type");
          input.setLength(0);
          if (type.equals("tool_use")) {
            assertThat(need(data, "content_block").get("input")).hasToString("{}");
          }
        }
        case "content_block_delta" -> {
          assertThat((int) data.number("index", -1)).isEqualTo(open);
          var delta = need(data, "delta");
          assertThat(delta.text("type"))
              .isIn(
                  switch (type) {
                    case "text" -> new Object[] {"text_delta", "citations_delta"};
                    case "thinking" -> new Object[] {"thinking_delta", "signature_delta"};
                    default -> new Object[] {"input_json_delta"};
                  });
          input.append(delta.text("partial_json"));
        }
        case "content_block_stop" -> {
          assertThat((int) data.number("index", -1)).isEqualTo(open);
          open = -1;
          if (type.equals("tool_use") && !input.isEmpty()) {
            assertThat(Node.of(input.toString()).isObject()).isTrue();
          }
        }
        case "message_delta" -> {
          assertThat(open).isEqualTo(-1);
          assertThat(need(data, "delta").text("stop_reason")).isNotEmpty();
          assertThat(need(data, "usage").number("output_tokens", -1)).isNotNegative();
        }
        case "message_stop", "error" -> {
          assertThat(open).isEqualTo(-1);
          stopped = true;
        }
        default -> assertThat(data.text("type")).isEqualTo("ping");
      }
    }
    assertThat(starts).isEqualTo(1);
    assertThat(stopped).isTrue();
  }

  private static Node need(Node holder, String name) {
    return Optional.ofNullable(holder.get(name)).orElseThrow();
  }
}
