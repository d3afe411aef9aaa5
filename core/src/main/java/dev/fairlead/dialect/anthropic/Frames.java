package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bedrock's frames, {@code {"bytes":"…"}}: each holds one event in base64. */
public final class Frames {
  private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

  private Frames() {}

  /**
   * The payload of one frame as the server-sent event that Anthropic itself would send, for callers
   * of the same dialect. Empty if it is none.
   */
  public static byte[] sse(byte[] payload, int from, int to) {
    try {
      var root = Node.lenient(payload, from, to);
      var bytes = root.get("bytes");
      var json =
          bytes == null || !bytes.isText()
              ? root.toString().getBytes(StandardCharsets.UTF_8)
              : Base64.getDecoder().decode(bytes.text());
      var type = Node.lenient(json, 0, json.length).text("type").getBytes(StandardCharsets.UTF_8);
      return type.length == 0 ? new byte[0] : event(type, json);
    } catch (JsonFault | IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] event(byte[] type, byte[] json) {
    var out = new byte[EVENT.length + type.length + DATA.length + json.length + 2];
    int at = put(out, 0, EVENT);
    at = put(out, at, type);
    at = put(out, at, DATA);
    at = put(out, at, json);
    out[at] = '\n';
    out[at + 1] = '\n';
    return out;
  }

  private static int put(byte[] out, int at, byte[] more) {
    System.arraycopy(more, 0, out, at, more.length);
    return at + more.length;
  }

  /** The event inside of a frame; the object itself if it is no frame. */
  static Node inner(Node root) {
    if (!root.isObject() || root.has("type")) {
      return root;
    }
    var bytes = root.get("bytes");
    if (bytes == null || !bytes.isText()) {
      return root;
    }
    try {
      var json = Base64.getDecoder().decode(bytes.text());
      return Node.lenient(json, 0, json.length);
    } catch (IllegalArgumentException e) {
      return root;
    }
  }
}
