package dev.fairlead.dialect.cohere;

import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;

/** Faults of a caller's request. */
final class Bad {
  private Bad() {}

  static FailureException unsupported(String message, String param) {
    return new FailureException(new BadRequest(message, param, "unsupported_value"));
  }
}
