package dev.fairlead.dialect.fit;

import java.util.ArrayList;

/** How many answers and how many stop texts may be asked for. */
final class Counts {
  private Counts() {}

  static void run(Fitting f) {
    candidates(f);
    if (!f.request.stops().isEmpty()) {
      stops(f);
    }
  }

  private static void candidates(Fitting f) {
    int wanted = f.request.candidates();
    if (wanted > 1 && !f.manners.candidates()) {
      var param = Places.candidates(f.request);
      throw Fitting.refused(
          param,
          "unsupported_parameter",
          param + ": " + wanted + " (expected: 1; this model gives one answer at a time)");
    }
  }

  private static void stops(Fitting f) {
    var stops = f.request.stops();
    int limit = f.manners.stops();
    var param = Places.stops(f.request);
    if (limit == 0) {
      var cuts = new ArrayList<>(stops);
      cuts.removeIf(String::isEmpty);
      f.cuts = cuts;
      f.warnings.emulated(param, "the gateway ends the answer at a stop text");
    } else if (stops.size() > limit) {
      throw Fitting.refused(
          param,
          "unsupported_parameter",
          param + ": " + stops.size() + " texts (expected: at most " + limit + " for this model)");
    }
  }
}
