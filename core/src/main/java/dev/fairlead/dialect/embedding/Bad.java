package dev.fairlead.dialect.embedding;

import dev.fairlead.json.Node;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.util.Locale;

/** Faults of a caller's request. */
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

  static FailureException wrong(String param, Node found, String expected) {
    var kind = found.kind().name().toLowerCase(Locale.ROOT);
    return request(
        "%s: a value of kind %s (expected: %s)".formatted(param, kind, expected),
        param,
        "invalid_type");
  }

  static FailureException unsupported(String message, String param) {
    return request(message, param, "unsupported_value");
  }
}
