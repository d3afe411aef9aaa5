package dev.fairlead.dialect.embedding;

import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** A vector as it came. Numbers are read only where a caller wants another form. */
public sealed interface Vector {

  /** A JSON array of numbers as it stood. */
  record Numbers(Raw json) implements Vector {}

  /** Base64 of little-endian 32-bit floats. */
  record Packed(String base64) implements Vector {}

  /** The vector as a JSON array. */
  default Raw numbers() {
    return switch (this) {
      case Numbers(var json) -> json;
      case Packed(var base64) -> new Raw(unpacked(base64));
    };
  }

  /** The vector as base64. */
  default String packed() {
    return switch (this) {
      case Numbers(var json) -> packed(json.node());
      case Packed(var base64) -> base64;
    };
  }

  private static String unpacked(String base64) {
    var floats = ByteBuffer.wrap(bytes(base64)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    var out = new StringBuilder(14 * floats.remaining() + 2).append('[');
    while (floats.hasRemaining()) {
      float number = floats.get();
      out.append(out.length() == 1 ? "" : ",").append(Float.isFinite(number) ? number : 0f);
    }
    return out.append(']').toString();
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String packed(Node numbers) {
    var bytes = ByteBuffer.allocate(4 * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (var number : numbers) {
      bytes.putFloat(read(number));
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float read(Node number) {
    try {
      return number.isNumber() ? Float.parseFloat(number.text()) : 0f;
    } catch (NumberFormatException e) {
      return 0f;
    }
  }
}
