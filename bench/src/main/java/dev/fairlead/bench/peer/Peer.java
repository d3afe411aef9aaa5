package dev.fairlead.bench.peer;

import java.io.IOException;
import java.util.Optional;

/** A gateway that can be measured. Implementations hold no running process; see {@link Running}. */
public sealed interface Peer permits Direct, Nginx, Portkey, Fairlead {

  String name();

  /**
   * Fetches what is missing, saying so.
   *
   * @return the version, or empty when the peer cannot be had; then why has been said
   */
  Optional<String> prepare(Setup setup) throws InterruptedException, IOException;

  /** Starts it; returns at once, before it is ready. */
  Running start(Setup setup) throws IOException, InterruptedException;

  /** Whether it answers Anthropic's messages from an upstream that speaks OpenAI's chat. */
  default boolean translates() {
    return false;
  }

  /** By what counts of requests and streams are divided: a slow peer would need minutes. */
  default int slowness() {
    return 1;
  }
}
