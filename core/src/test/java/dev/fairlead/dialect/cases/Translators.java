package dev.fairlead.dialect.cases;

import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.fit.Fetched;
import dev.fairlead.dialect.fit.RecentReasoning;
import dev.fairlead.dialect.fit.Sealing;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The translators of the cases. */
final class Translators {
  private Translators() {}

  /**
   * One that remembers nothing yet, with one key for all time.
   *
   * @param files what lies at which URL
   */
  static Translator fresh(Map<String, Fetched> files) {
    var memory =
        new RecentReasoning(1024, 1 << 20, Duration.ofHours(2), InstantSource.fixed(Instant.EPOCH));
    return new Translations(
        new Sealing(List.of(new byte[32])),
        memory,
        url -> {
          var file = files.get(url);
          if (file == null) {
            throw new FailureException(new BadRequest(url + " cannot be fetched", "", "no_fetch"));
          }
          return file;
        });
  }
}
