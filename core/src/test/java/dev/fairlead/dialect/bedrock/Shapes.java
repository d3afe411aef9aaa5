package dev.fairlead.dialect.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.json.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Holds a request against the shapes that Amazon publishes for its own SDKs (botocore 1.44.5,
 * {@code bedrock-runtime}, Apache-2.0).
 */
final class Shapes {
  private static final Node ALL = load();

  private final List<String> faults = new ArrayList<>();

  private Shapes() {}

  private static Node load() {
    try (var in = Shapes.class.getResourceAsStream("converse-shapes.json")) {
      var bytes = Objects.requireNonNull(in).readAllBytes();
      return Node.lenient(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a body; empty if Amazon's SDK would send it. */
  static List<String> faults(byte[] body) {
    var shapes = new Shapes();
    shapes.check("$", Node.strict(body, 0, body.length), "ConverseRequest");
    return shapes.faults;
  }

  private void check(String at, Node value, String name) {
    var shape = Objects.requireNonNull(ALL.get(name), name);
    switch (shape.text("type")) {
      case "document" -> {}
      case "structure" -> structure(at, value, shape);
      case "list" -> {
        need(value.isArray(), at, "a list");
        need(value.size() >= shape.number("min", 0), at, "at least min elements");
        int i = 0;
        for (var element : value) {
          check(at + "[" + i++ + "]", element, shape.text("member"));
        }
      }
      case "map" -> {
        need(value.isObject(), at, "a map");
        need(value.size() <= shape.number("max", 1 << 20), at, "at most max entries");
        for (var entry : value) {
          text(at + " key", entry.name(), Objects.requireNonNull(ALL.get(shape.text("key"))));
          check(at + "." + entry.name(), entry, shape.text("value"));
        }
      }
      case "string" -> {
        need(value.isText(), at, "a text");
        text(at, value.text(), shape);
      }
      case "blob" -> {
        need(value.isText(), at, "base64");
        need(
            Base64.getDecoder().decode(value.text()).length >= shape.number("min", 0), at, "bytes");
      }
      case "boolean" -> need(value.text().matches("true|false"), at, "a boolean");
      case "integer", "long" -> {
        need(value.isNumber() && value.text().matches("-?[0-9]+"), at, "a whole number");
        range(at, value, shape);
      }
      case "float", "double" -> {
        need(value.isNumber(), at, "a number");
        range(at, value, shape);
      }
      default -> throw new IllegalStateException(shape.toString());
    }
  }

  private void structure(String at, Node value, Node shape) {
    need(value.isObject(), at, "an object");
    var members = Objects.requireNonNull(shape.get("members"));
    for (var required : shape.items("required")) {
      need(value.has(required.text()), at, "a member " + required.text());
    }
    if (shape.yes("union")) {
      need(value.size() == 1, at, "exactly one member");
    }
    for (var member : value) {
      if (members.has(member.name())) {
        check(at + "." + member.name(), member, members.text(member.name()));
      } else {
        faults.add(at + "." + member.name() + " is not known");
      }
    }
  }

  private void text(String at, String text, Node shape) {
    var pattern = shape.text("pattern");
    need(pattern.isEmpty() || text.matches(pattern), at, pattern);
    long least = shape.number("min", 0);
    need(text.codePointCount(0, text.length()) >= least, at, "at least " + least + " characters");
    long most = shape.number("max", Integer.MAX_VALUE);
    need(text.codePointCount(0, text.length()) <= most, at, "at most " + most + " characters");
    if (shape.has("enum")) {
      boolean found = false;
      for (var word : shape.items("enum")) {
        found |= word.text().equals(text);
      }
      need(found, at, "one of " + shape.get("enum"));
    }
  }

  private void range(String at, Node value, Node shape) {
    var number = new java.math.BigDecimal(value.text());
    var least = shape.decimal("min");
    var most = shape.decimal("max");
    need(least == null || number.compareTo(least) >= 0, at, ">= " + least);
    need(most == null || number.compareTo(most) <= 0, at, "<= " + most);
  }

  private void need(boolean sound, String at, String expected) {
    if (!sound) {
      faults.add(at + " (expected: " + expected + ")");
    }
  }

  static List<String> faults(String body) {
    return faults(body.getBytes(UTF_8));
  }
}
