package dev.fairlead.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Makes JSON texts by chance: odd but valid ones, and ones with a blow to them. */
final class Maker {
  private static final String[] NAMES = {
    "\"model\"", "\"usage\"", "\"a\"", "\"\"", "\"\\u0061\"", "\"é\"", "\"b\\n\"", "\"error\""
  };
  private static final String[] LEAVES = {
    "0",
    "-0",
    "1",
    "-12.50",
    "1e5",
    "2E-7",
    "1.0E+2",
    "true",
    "false",
    "null",
    "\"\"",
    "\"text\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\uD83D\\uDE00\"",
    "\"😀 ü €\"",
    "\"} ] , :\"",
    "{}",
    "[]",
    "12345678901234567890123",
    "\"long enough to be read eight bytes at a time\""
  };
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n"};
  private static final String BLOWS = "{}[]\",:\\ \0\t0123456789.eE+-tfnudab\u007f";

  private final RandomGenerator random;

  Maker(RandomGenerator random) {
    this.random = random;
  }

  byte[] object() {
    var out = new StringBuilder();
    object(out, 0);
    return (space() + out + space()).getBytes(StandardCharsets.UTF_8);
  }

  /** Something like JSON: a byte put in, taken out or changed, or the end cut off. */
  byte[] broken() {
    var json = object();
    int at = random.nextInt(json.length);
    byte blow =
        random.nextInt(4) == 0
            ? (byte) random.nextInt(256)
            : (byte) BLOWS.charAt(random.nextInt(BLOWS.length()));
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(json, at);
      case 1 -> {
        json[at] = blow;
        yield json;
      }
      case 2 -> spliced(json, at, at + 1, new byte[0]);
      default -> spliced(json, at, at, new byte[] {blow});
    };
  }

  private static byte[] spliced(byte[] json, int from, int to, byte[] middle) {
    var out = Arrays.copyOf(json, json.length - (to - from) + middle.length);
    System.arraycopy(middle, 0, out, from, middle.length);
    System.arraycopy(json, to, out, from + middle.length, json.length - to);
    return out;
  }

  private void object(StringBuilder out, int depth) {
    out.append('{').append(space());
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : "," + space()).append(name(i)).append(space()).append(':');
      out.append(space());
      value(out, depth + 1);
      out.append(space());
    }
    out.append('}');
  }

  /** Now and then a name that stands there already. */
  private String name(int i) {
    return random.nextInt(40) == 0
        ? "\"a\""
        : random.nextInt(3) == 0 ? "\"n" + i + "\"" : NAMES[random.nextInt(NAMES.length)];
  }

  private void value(StringBuilder out, int depth) {
    int kind = depth > 5 ? 9 : random.nextInt(10);
    if (kind == 0) {
      object(out, depth);
    } else if (kind == 1) {
      array(out, depth);
    } else {
      out.append(LEAVES[random.nextInt(LEAVES.length)]);
    }
  }

  private void array(StringBuilder out, int depth) {
    out.append('[').append(space());
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : "," + space());
      value(out, depth + 1);
      out.append(space());
    }
    out.append(']');
  }

  private String space() {
    return SPACES[random.nextInt(SPACES.length)];
  }
}
