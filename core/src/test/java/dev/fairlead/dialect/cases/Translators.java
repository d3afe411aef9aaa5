package dev.fairlead.dialect.cases;

import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.fit.RecentReasoning;
import dev.fairlead.dialect.fit.Sealing;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The translator of the cases. */
final class Translators {
  private Translators() {}

  static Translator standard() {
    var memory =
        new RecentReasoning(1024, 1 << 20, Duration.ofHours(2), InstantSource.fixed(Instant.EPOCH));
    return new Translations(
        new Sealing(List.of(new byte[32])),
        memory,
        url -> {
          throw new FailureException(new BadRequest(url + " cannot be fetched", "", "no_fetch"));
        });
  }
}
