package dev.fairlead.it.sdk;

import dev.fairlead.it.recordings.Recording;
import dev.fairlead.it.recordings.Said;

/** What a dialect cannot say, and why. */
final class Loss {
  private Loss() {}

  /** What a caller of a dialect may expect of an answer. */
  static Said allowed(Recording recording, String caller, Said said, Said read) {
    return said;
  }
}
