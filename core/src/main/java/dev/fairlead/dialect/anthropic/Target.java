package dev.fairlead.dialect.anthropic;

import dev.fairlead.dialect.Destination;
import dev.fairlead.model.Opaque.Family;

/** Where a request goes, and what that means for how it is written. */
record Target(Platform platform, Destination to, Generation generation) {
  static Target of(Platform platform, Destination to) {
    return new Target(platform, to, Generation.of(to.model()));
  }

  String model() {
    return to.model();
  }

  /** Compatible providers sign thoughts for themselves. */
  Family family() {
    return generation.claude() ? Family.ANTHROPIC : Family.OTHER;
  }

  /** Whether thoughts go back without a signature. */
  boolean plainThoughts() {
    return !generation.claude();
  }
}
