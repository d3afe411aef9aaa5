package dev.fairlead.edge.http;

import dev.fairlead.config.Config;
import dev.fairlead.model.Failure;

/**
 * What connections share: configuration, memory, counts, and who carries out exchanges.
 * Thread-safe.
 */
public interface Door {
  /** Carries out exchanges. */
  interface Exchanges {
    /** A whole request has come in. */
    void begin(Request request, Client client);

    /** A request has come in that cannot be carried out. */
    void refuse(Request request, Client client, Failure why);
  }

  Config config();

  MemoryInFlight memory();

  Counts counts();

  Exchanges exchanges();

  /** Whether the gateway is about to stop: answers end their connections. */
  boolean draining();
}
