package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Request;
import java.util.List;
import java.util.Map;

/**
 * Makes a request keep to the {@link Manners} of its destination. Deterministic, and stable: of a
 * conversation that goes on, what was sent before stays as it was, so that prompt caches hold.
 */
public final class Fit {
  private Fit() {}

  /**
   * Passes in this order, each with one purpose, each quick when it has nothing to do.
   *
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what this destination cannot do
   */
  public static Fitted fit(Request request, Terms terms, Warnings warnings) {
    var f = new Fitting(request, terms, warnings);
    // What is refused comes first: nothing is wasted on it, and the caller's places are known.
    Extras.run(f);
    ToolExtras.run(f);
    Counts.run(f);
    MediaKinds.run(f);
    Prefill.run(f);
    // By what the caller calls its tools and calls: before any of them is renamed.
    Recall.run(f);
    Opaques.run(f);
    // Knows what was sealed once it is open.
    Strays.run(f);
    Foreigners.run(f);
    Participants.run(f);
    // After everything that may leave a message empty.
    Blanks.run(f);
    ToolNames.run(f);
    CallIds.run(f);
    // Needs ids that pair each result with one call.
    Turns.run(f);
    // Need results that lie behind their calls.
    ResultMedia.run(f);
    Reminders.run(f);
    return f.fitted();
  }

  /** The URLs that the gateway must fetch before {@link #fit}, each once, in order. */
  public static List<String> urls(Request request, Manners manners) {
    return Urls.of(request, manners);
  }

  /** The same with the bytes in place of the URLs that were fetched. */
  public static Request withFetched(Request request, Map<String, Fetched> fetched) {
    return Urls.replaced(request, fetched);
  }
}
