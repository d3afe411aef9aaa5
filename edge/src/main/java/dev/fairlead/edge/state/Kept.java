package dev.fairlead.edge.state;

import dev.fairlead.state.Ids;
import dev.fairlead.state.StateStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Where responses are kept, and for how long. Thread-safe.
 *
 * @param opened gives the store, always the same; asked for when it is first needed, because a store
 *     takes its time to load
 * @param retention of a response
 * @param pending what is being written
 */
public record Kept(
    Supplier<? extends StateStore> opened,
    Duration retention,
    Ids ids,
    Pending pending,
    InstantSource clock) {
  public Kept(Supplier<? extends StateStore> opened, Duration retention, InstantSource clock) {
    this(opened, retention, new Ids(new SecureRandom()), new Pending(), clock);
  }

  public StateStore store() {
    return opened.get();
  }

  public Instant expires(Instant created) {
    return created.plus(retention);
  }
}
