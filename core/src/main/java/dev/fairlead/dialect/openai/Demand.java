package dev.fairlead.dialect.openai;

import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.math.BigDecimal;
import java.util.Objects;

/** Takes values of a caller's request as what they must be; says what is wrong and where. */
final class Demand {
  private Demand() {}

  static String text(Node value, String param) {
    if (!value.isText()) {
      throw wrong(value, param, "a text");
    }
    return value.text();
  }

  static Node object(Node value, String param) {
    if (!value.isObject()) {
      throw wrong(value, param, "an object");
    }
    return value;
  }

  static Node array(Node value, String param) {
    if (!value.isArray()) {
      throw wrong(value, param, "an array");
    }
    return value;
  }

  static boolean flag(Node value, String param) {
    return switch (value.kind()) {
      case TRUE -> true;
      case FALSE -> false;
      case OBJECT, ARRAY, STRING, NUMBER, NULL -> throw wrong(value, param, "true or false");
    };
  }

  static long whole(Node value, String param, long least, long most) {
    if (!value.isNumber()) {
      throw wrong(value, param, "a whole number");
    }
    long number = value.number(Long.MIN_VALUE);
    if (number < least || number > most) {
      throw bad(
          "%s: %s (expected: %s)"
              .formatted(
                  param,
                  shown(value),
                  most == Long.MAX_VALUE ? ">= " + least : least + " to " + most),
          param,
          "invalid_value");
    }
    return number;
  }

  static BigDecimal decimal(Node value, String param) {
    if (!value.isNumber()) {
      throw wrong(value, param, "a number");
    }
    var text = value.text();
    try {
      if (text.length() <= 40) {
        var number = new BigDecimal(text);
        if (Math.abs(number.scale()) <= 400) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      throw bad(
          "%s: %s (expected: a number)".formatted(param, shown(value)), param, "invalid_value");
    }
    throw bad(
        "%s: %s (expected: a number of at most 40 characters)".formatted(param, shown(value)),
        param,
        "invalid_value");
  }

  /** A member that must be there. */
  static Node member(Node object, String name, String param) {
    var found = object.get(name);
    if (found == null) {
      throw missing(param + "." + name);
    }
    return Objects.requireNonNull(found);
  }

  /** The text of a member that must be there; its path is only put together when it is wrong. */
  static String text(Node object, String name, String param) {
    var found = object.get(name);
    if (found == null) {
      throw missing(param + "." + name);
    }
    if (!found.isText()) {
      throw wrong(found, param + "." + name, "a text");
    }
    return found.text();
  }

  static FailureException missing(String param) {
    return bad(param + " is missing", param, "missing_required_parameter");
  }

  static FailureException wrong(Node found, String param, String expected) {
    return bad(
        "%s is %s (expected: %s)".formatted(param, word(found.kind()), expected),
        param,
        "invalid_type");
  }

  /** One of a few words is expected. */
  static FailureException word(String found, String param, String expected) {
    return bad(
        "%s: \"%s\" (expected: %s)".formatted(param, cut(found), expected), param, "invalid_value");
  }

  static FailureException bad(String message, String param, String code) {
    return new FailureException(new BadRequest(message, param, code));
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a boolean";
      case NULL -> "null";
    };
  }

  private static String shown(Node value) {
    return cut(value.text());
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
