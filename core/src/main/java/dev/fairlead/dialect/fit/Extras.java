package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Fate;

/** What only the caller's dialect knows does not go to another one. */
final class Extras {
  private Extras() {}

  static void run(Fitting f) {
    var request = f.request;
    if (request.extras().isEmpty() || !f.foreign(request.dialect())) {
      return;
    }
    for (var name : request.extras().keySet()) {
      switch (f.terms.fields().getOrDefault(name, Fate.DROPPED)) {
        case REJECTED ->
            throw Fitting.refused(
                name,
                "unsupported_parameter",
                name
                    + " cannot be carried over to this model, which is served in the protocol "
                    + f.terms.target());
        case DROPPED, MAPPED -> f.warnings.dropped(name, "");
        case IGNORED, GATEWAY -> {
          // Nothing is lost.
        }
      }
    }
  }
}
