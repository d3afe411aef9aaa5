package dev.fairlead.dialect.responses;

import dev.fairlead.json.Members.Kind;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;

/** What can be wrong with a request, said so that the caller can repair it. */
final class Faults {
  private Faults() {}

  static FailureException bad(String message, String param, String code) {
    return new FailureException(new BadRequest(message, param, code));
  }

  static FailureException missing(String param) {
    return bad(param + " is missing", param, "missing_required_parameter");
  }

  static FailureException wrong(String param, Kind found, String expected) {
    return bad(
        "%s is %s (expected: %s)".formatted(param, word(found), expected), param, "invalid_type");
  }

  static FailureException value(String param, String found, String expected) {
    var shown = found.length() <= 40 ? found : found.substring(0, 40) + "…";
    return bad("%s: %s (expected: %s)".formatted(param, shown, expected), param, "invalid_value");
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
}
