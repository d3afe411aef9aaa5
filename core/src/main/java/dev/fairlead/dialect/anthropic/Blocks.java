package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The events of a stream as bytes: blocks are numbered without gaps and one is open at a time. Not
 * thread-safe; one for each stream.
 */
final class Blocks {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] DELTA =
      ascii("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");
  private static final byte[] PING = ascii("event: ping\ndata: {\"type\":\"ping\"}\n\n");
  private static final byte[] STOP =
      ascii("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

  private byte[] out = new byte[512];
  private int at;
  private int index = -1;
  private boolean open;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What has been written since the last time. */
  byte[] take() {
    if (at == 0) {
      return NOTHING;
    }
    var taken = Arrays.copyOf(out, at);
    at = 0;
    return taken;
  }

  boolean isOpen() {
    return open;
  }

  void start(String id, String model, Usage usage, String tier) {
    var json = new JsonWriter(512).object().put("type", "message_start").object("message");
    json.put("id", id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", model)
        .array("content")
        .end()
        .putNull("stop_reason")
        .putNull("stop_sequence")
        .putNull("stop_details");
    MessageJson.usage(json, usage, tier);
    event("message_start", json.end().end().bytes());
  }

  /** Begins a block, which is JSON text; one that is open ends. */
  void open(String block) {
    close();
    open = true;
    index++;
    text("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":");
    text(Integer.toString(index));
    text(",\"content_block\":");
    bytes(block.getBytes(StandardCharsets.UTF_8));
    text("}\n\n");
  }

  void delta(String type, String member, String text) {
    delta(type, member, Raw.quoted(text));
  }

  void delta(String type, String member, Raw value) {
    bytes(DELTA);
    text(Integer.toString(index));
    text(",\"delta\":{\"type\":\"");
    text(type);
    text("\",\"");
    text(member);
    text("\":");
    bytes(value.text().getBytes(StandardCharsets.UTF_8));
    text("}}\n\n");
  }

  /** Ends the block that is open, if one is. */
  void close() {
    if (open) {
      open = false;
      text("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":");
      text(Integer.toString(index));
      text("}\n\n");
    }
  }

  void ping() {
    bytes(PING);
  }

  /** The last two events. */
  void last(
      Finish finish, CharSequence refusal, Usage usage, String tier, Map<String, Raw> extras) {
    var json = new JsonWriter(512).object().put("type", "message_delta").object("delta");
    MessageJson.stop(json, finish, !refusal.isEmpty(), refusal.toString());
    MessageJson.extras(json, extras, "container");
    json.end();
    MessageJson.usage(json, usage, tier);
    MessageJson.extras(json, extras, "context_management", "input_transformations");
    event("message_delta", json.end().bytes());
    bytes(STOP);
  }

  void error(String json) {
    event("error", json.getBytes(StandardCharsets.UTF_8));
  }

  private void event(String type, byte[] json) {
    text("event: ");
    text(type);
    text("\ndata: ");
    bytes(json);
    text("\n\n");
  }

  private void text(String text) {
    int length = text.length();
    need(length);
    for (int i = 0; i < length; i++) {
      out[at++] = (byte) text.charAt(i);
    }
  }

  private void bytes(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, out, at, more.length);
    at += more.length;
  }

  private void need(int more) {
    if (at + more > out.length) {
      out = Arrays.copyOf(out, Math.max(at + more, 2 * out.length));
    }
  }
}
