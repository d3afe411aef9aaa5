package dev.fairlead.edge.state;

import dev.fairlead.state.Ids;
import dev.fairlead.state.StateStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Where responses are kept, and for how long. Thread-safe.
 *
 * @param retention of a response
 * @param pending what is being written
 */
public record Kept(
    StateStore store, Duration retention, Ids ids, Pending pending, InstantSource clock) {
  public Kept(StateStore store, Duration retention, InstantSource clock) {
    this(store, retention, new Ids(new SecureRandom()), new Pending(), clock);
  }

  public Instant expires(Instant created) {
    return created.plus(retention);
  }
}
