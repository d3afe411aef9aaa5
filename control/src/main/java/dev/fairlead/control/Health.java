package dev.fairlead.control;

import dev.fairlead.control.Status.Readiness;
import dev.fairlead.control.Status.State;
import dev.fairlead.json.JsonOut;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The answers of {@code /healthz} and {@code /readyz}. */
final class Health {
  private Health() {}

  /** That this code runs is the answer. */
  static Answer alive() {
    return Answer.ok(Map.of("status", "ok"));
  }

  static Answer ready(Readiness readiness) {
    var body = new LinkedHashMap<String, Object>();
    body.put("status", readiness.state().name().toLowerCase(Locale.ROOT));
    if (readiness.state() != State.READY) {
      body.put("reasons", readiness.reasons());
    }
    return new Answer(readiness.state() == State.READY ? 200 : 503, JsonOut.of(body));
  }
}
