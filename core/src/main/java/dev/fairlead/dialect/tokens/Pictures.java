package dev.fairlead.dialect.tokens;

import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part.Media;
import dev.fairlead.model.Part.Source;
import java.util.Base64;

/**
 * What a picture costs in tokens, by the formulas that providers publish. A picture of unknown size
 * counts as one of {@value #SIDE} × {@value #SIDE}.
 */
final class Pictures {
  private static final int SIDE = 1024;
  private static final int HEAD = 32 << 10;

  private Pictures() {}

  private record Size(int width, int height) {
    Size within(int longest) {
      int side = Math.max(width, height);
      return side <= longest
          ? this
          : new Size(
              Math.max(1, (int) ((long) width * longest / side)),
              Math.max(1, (int) ((long) height * longest / side)));
    }

    Size shortest(int most) {
      int side = Math.min(width, height);
      return side <= most
          ? this
          : new Size((int) ((long) width * most / side), (int) ((long) height * most / side));
    }

    int tiles(int side) {
      return ((width + side - 1) / side) * ((height + side - 1) / side);
    }
  }

  static long tokens(Media media, Family family) {
    var size = media.source() instanceof Source.Inline(var base64) ? size(base64) : unknown();
    return switch (family) {
      case ANTHROPIC -> {
        var seen = size.within(1568);
        yield Math.max(100, (long) seen.width() * seen.height() / 750);
      }
      case GOOGLE -> size.width() <= 384 && size.height() <= 384 ? 258 : 258L * size.tiles(768);
      case OPENAI, XAI, OTHER ->
          media.detail().equals("low")
              ? 85
              : 85 + 170L * size.within(2048).shortest(768).tiles(512);
    };
  }

  private static Size unknown() {
    return new Size(SIDE, SIDE);
  }

  private static Size size(String base64) {
    byte[] head;
    try {
      head = Base64.getDecoder().decode(base64.substring(0, Math.min(HEAD, base64.length()) & ~3));
    } catch (IllegalArgumentException e) {
      return unknown();
    }
    if (head.length >= 24 && head[0] == (byte) 0x89 && head[1] == 'P') {
      return of(int32(head, 16), int32(head, 20));
    }
    return head.length >= 4 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8
        ? jpeg(head)
        : unknown();
  }

  /** Goes from segment to segment to the frame header. */
  private static Size jpeg(byte[] head) {
    int at = 2;
    while (at + 9 < head.length && head[at] == (byte) 0xFF) {
      int marker = head[at + 1] & 0xFF;
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
        return of(int16(head, at + 7), int16(head, at + 5));
      }
      at += 2 + Math.max(2, int16(head, at + 2));
    }
    return unknown();
  }

  private static Size of(int width, int height) {
    return width > 0 && height > 0 && width <= 1 << 16 && height <= 1 << 16
        ? new Size(width, height)
        : unknown();
  }

  private static int int16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
  }

  private static int int32(byte[] b, int at) {
    return int16(b, at) << 16 | int16(b, at + 2);
  }
}
