package dev.fairlead.dialect.openai.state;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Members;
import dev.fairlead.json.Raw;
import dev.fairlead.state.Head;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A response that has been accepted and that nobody works at yet. */
public final class QueuedResponse {
  /** Members that repeat the request, and what they are where it does not say. */
  private static final Map<String, String> ECHOED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("instructions", "null"),
              Map.entry("max_output_tokens", "null"),
              Map.entry("max_tool_calls", "null"),
              Map.entry("metadata", "{}"),
              Map.entry("parallel_tool_calls", "true"),
              Map.entry("prompt_cache_key", "null"),
              Map.entry("reasoning", "{\"effort\":null,\"summary\":null}"),
              Map.entry("safety_identifier", "null"),
              Map.entry("service_tier", "\"auto\""),
              Map.entry("temperature", "1.0"),
              Map.entry("text", "{\"format\":{\"type\":\"text\"}}"),
              Map.entry("tool_choice", "\"auto\""),
              Map.entry("tools", "[]"),
              Map.entry("top_logprobs", "0"),
              Map.entry("top_p", "1.0"),
              Map.entry("truncation", "\"disabled\""),
              Map.entry("user", "null")));

  private QueuedResponse() {}

  /**
   * Its object.
   *
   * @param asked the request
   */
  public static String of(Head head, Members asked) {
    var out =
        new JsonWriter(1024)
            .object()
            .put("id", head.ref().id())
            .put("object", "response")
            .put("created_at", head.created().getEpochSecond())
            .put("status", "queued")
            .put("background", true)
            .putNull("error")
            .putNull("incomplete_details")
            .put("model", head.model())
            .array("output")
            .end();
    ECHOED.forEach((name, usual) -> {
      int i = asked.find(name);
      boolean said = i >= 0 && asked.kind(i) != Members.Kind.NULL;
      out.put(name, new Raw(said ? asked.raw(i) : usual));
    });
    out.putNull("usage").end();
    var plain = out.bytes();
    var stamp = new Stamp(head.ref().id(), head.context(), true);
    return new String(stamp.object(plain, 0, plain.length), StandardCharsets.UTF_8);
  }

  /** The event of a response's lifecycle. */
  public static String event(String type, long sequence, String object) {
    return "{\"type\":\"%s\",\"sequence_number\":%d,\"response\":%s}"
        .formatted(type, sequence, object);
  }
}
