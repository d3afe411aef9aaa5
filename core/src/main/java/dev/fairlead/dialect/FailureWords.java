package dev.fairlead.dialect;

import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Attempt;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What errors of every dialect say alike. Which status they have is each dialect's own. */
public final class FailureWords {
  private static final int MOST = 8;

  private FailureWords() {}

  /** What became of each attempt: {@code gpt-5: openai (gpt-5-mini) timed out: …}. */
  public static String of(AllFailed all) {
    var attempts = all.attempts();
    var words = new StringBuilder(all.model()).append(": ");
    if (attempts.size() > 1) {
      words.append("all %d attempts failed: ".formatted(attempts.size()));
    }
    for (int i = 0; i < attempts.size(); i++) {
      words.append(i == 0 ? "" : "; ").append(of(attempts.get(i)));
    }
    return words.toString();
  }

  private static String of(Attempt a) {
    return "%s (%s) %s%s%s"
        .formatted(
            a.provider(),
            a.model(),
            a.cause().words(),
            a.status() == 0 ? "" : " (status %d)".formatted(a.status()),
            a.message().isEmpty() ? "" : ": " + a.message());
  }

  /** The first of many reasons, and how many more there are. */
  public static String few(List<String> why) {
    int shown = Math.min(why.size(), MOST);
    var text = String.join("; ", why.subList(0, shown));
    return shown < why.size() ? text + "; and %d more".formatted(why.size() - shown) : text;
  }

  /** When the first of the providers wants to be asked again; zero if none says. */
  public static Duration soonest(List<Attempt> attempts) {
    return attempts.stream()
        .map(Attempt::retryAfter)
        .filter(Duration::isPositive)
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
