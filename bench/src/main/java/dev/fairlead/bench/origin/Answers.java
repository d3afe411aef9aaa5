package dev.fairlead.bench.origin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The origin's answers, as bytes of the wire that are made once and sent again and again. */
public final class Answers {
  /** Stands at the end of every plain answer, so that a client can tell it from an error. */
  public static final String MARKER = "fairlead-bench-end";

  /** The length of a plain answer's body. */
  public static final int PLAIN_BYTES = 1024;

  static final ByteBuf PLAIN = buffer(plain());
  static final ByteBuf STREAM_HEAD =
      buffer(
          """
          HTTP/1.1 200 OK
          content-type: text/event-stream
          cache-control: no-cache
          transfer-encoding: chunked

          """);
  static final ByteBuf CHUNK =
      buffer(
          chunk(
              """
              {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1767225600,\
              "model":"lorem","system_fingerprint":"fp_bench","choices":[{"index":0,\
              "delta":{"content":" consectetur"},"logprobs":null,"finish_reason":null}]}\
              """));
  static final ByteBuf STREAM_END =
      buffer(
          chunk(
                  """
                  {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1767225600,\
                  "model":"lorem","system_fingerprint":"fp_bench","choices":[],\
                  "usage":{"prompt_tokens":12,"completion_tokens":200,"total_tokens":212}}\
                  """)
              + chunk("[DONE]")
              + "0\n\n");
  static final ByteBuf BAD_REQUEST =
      buffer(
          whole(
              "400 Bad Request",
              """
              {"error":{"message":"no model in the request","type":"invalid_request_error"}}\
              """));

  private Answers() {}

  private static String plain() {
    String start =
        """
        {"id":"chatcmpl-bench","object":"chat.completion","created":1767225600,"model":"lorem",\
        "choices":[{"index":0,"message":{"role":"assistant","content":\"\
        """;
    String end =
        MARKER
            + """
            "},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":200,\
            "completion_tokens":120,"total_tokens":320},"system_fingerprint":"fp_bench"}\
            """;
    String lorem = "Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(20);
    String body = start + lorem.substring(0, PLAIN_BYTES - start.length() - end.length()) + end;
    return whole("200 OK", body);
  }

  private static String whole(String status, String body) {
    return """
    HTTP/1.1 %s
    content-type: application/json
    x-request-id: req_bench
    content-length: %d

    %s\
    """
        .formatted(status, body.length(), body);
  }

  /** One event in one HTTP chunk. */
  private static String chunk(String data) {
    String event = "data: " + data + "\r\r";
    return Integer.toHexString(event.length()).toLowerCase(Locale.ROOT) + "\n" + event + "\n";
  }

  /** Lines end with CR LF on the wire; a lone CR stands for an event's LF. */
  private static ByteBuf buffer(String text) {
    byte[] bytes =
        text.replace("\n", "\r\n")
            .replace("\r\r\r\n", "\n\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
  }
}
