package dev.fairlead.dialect.cases;

import dev.fairlead.dialect.Translator;

/** The translator of the cases. */
final class Translators {
  private Translators() {}

  static Translator standard() {
    return (inbound, _, outbound, _, _, _) -> {
      throw new IllegalStateException(inbound.id() + " to " + outbound.id());
    };
  }
}
