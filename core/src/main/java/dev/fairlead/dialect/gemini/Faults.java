package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.math.BigDecimal;

/** What is wrong with a request, and the reading of values that may be wrong. */
final class Faults {
  private Faults() {}

  static FailureException bad(String message, String param, String code) {
    return new FailureException(new BadRequest(message, param, code));
  }

  static FailureException wrong(String param, Node found, String expected) {
    return bad(
        "%s is %s (expected: %s)".formatted(param, word(found), expected), param, "invalid_type");
  }

  static FailureException value(String param, String found, String expected) {
    var shown = found.length() <= 40 ? found : found.substring(0, 40) + "…";
    return bad("%s: %s (expected: %s)".formatted(param, shown, expected), param, "invalid_value");
  }

  static FailureException missing(String param) {
    return bad(param + " is missing", param, "missing_required_parameter");
  }

  private static String word(Node found) {
    return switch (found.kind()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a boolean";
      case NULL -> "null";
    };
  }

  /** A number; protobuf's JSON writes some as texts. */
  static BigDecimal decimal(Node node, String param) {
    if (!node.isNumber() && !node.isText()) {
      throw wrong(param, node, "a number");
    }
    var text = node.text();
    try {
      if (text.length() <= 100) {
        var number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) <= 400) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      throw value(param, text, "a number");
    }
    throw value(param, text, "a number");
  }

  /** A whole number. */
  static long whole(Node node, String param) {
    if (!node.isNumber() && !node.isText()) {
      throw wrong(param, node, "a whole number");
    }
    try {
      return decimal(node, param).longValueExact();
    } catch (ArithmeticException e) {
      throw value(param, node.text(), "a whole number");
    }
  }

  /** A whole number of 32 bits. */
  static int small(Node node, String param) {
    long number = whole(node, param);
    if (number != (int) number) {
      throw value(param, node.text(), "a whole number of 32 bits");
    }
    return (int) number;
  }

  static boolean flag(Node node, String param) {
    return switch (node.kind()) {
      case TRUE -> true;
      case FALSE -> false;
      case OBJECT, ARRAY, STRING, NUMBER, NULL -> throw wrong(param, node, "true or false");
    };
  }

  static String text(Node node, String param) {
    if (!node.isText()) {
      throw wrong(param, node, "a text");
    }
    return node.text();
  }

  static Node object(Node node, String param) {
    if (!node.isObject()) {
      throw wrong(param, node, "an object");
    }
    return node;
  }

  static Node array(Node node, String param) {
    if (!node.isArray()) {
      throw wrong(param, node, "an array");
    }
    return node;
  }
}
