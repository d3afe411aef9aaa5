package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import org.jspecify.annotations.Nullable;

/** Faults of a caller's request, and members taken out of it that must be of one kind. */
final class Bad {
  private Bad() {}

  static FailureException request(String message, String param, String code) {
    return new FailureException(new BadRequest(message, param, code));
  }

  static FailureException missing(String param, String expected) {
    return request(
        "%s is missing (expected: %s)".formatted(param, expected),
        param,
        "missing_required_parameter");
  }

  static FailureException wrong(String param, Kind found, String expected) {
    return request(
        "%s is %s (expected: %s)".formatted(param, word(found), expected), param, "invalid_type");
  }

  static FailureException value(String param, String found, String expected) {
    var shown = found.length() <= 40 ? found : found.substring(0, 40) + "…";
    return request(
        "%s: %s (expected: %s)".formatted(param, shown, expected), param, "invalid_value");
  }

  /** The member, which must be a text if it is there. */
  static String text(Node object, String name, String param) {
    var found = object.get(name);
    if (found == null) {
      return "";
    }
    if (!found.isText()) {
      throw wrong(param, found.kind(), "a text");
    }
    return found.text();
  }

  /** The member, which must be an object if it is there. */
  static @Nullable Node object(Node object, String name, String param) {
    var found = object.get(name);
    if (found != null && !found.isObject()) {
      throw wrong(param, found.kind(), "an object");
    }
    return found;
  }

  /** The member, which must be an array if it is there. */
  static @Nullable Node array(Node object, String name, String param) {
    var found = object.get(name);
    if (found != null && !found.isArray()) {
      throw wrong(param, found.kind(), "an array");
    }
    return found;
  }

  /** The member, which must be a whole number of at least {@code least} if it is there. */
  static @Nullable Long number(Node object, String name, String param, long least) {
    var found = object.get(name);
    if (found == null) {
      return null;
    }
    if (!found.isNumber()) {
      throw wrong(param, found.kind(), "a whole number");
    }
    long number = found.number(Long.MIN_VALUE);
    if (number < least || number > Integer.MAX_VALUE) {
      throw value(param, found.text(), "a whole number >= " + least);
    }
    return number;
  }

  static String word(Kind kind) {
    return switch (kind) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a boolean";
      case NULL -> "null";
    };
  }
}
