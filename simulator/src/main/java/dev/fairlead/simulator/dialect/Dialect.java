package dev.fairlead.simulator.dialect;

import dev.fairlead.simulator.content.Out;
import java.time.Duration;

/** A protocol: it reads what is asked and writes what is answered. Thread-safe. */
public interface Dialect {

  /** Whether a request is in this dialect. */
  boolean knows(Asked asked);

  Turn read(Asked asked) throws Refusal;

  /** An error's whole body; {@code retryAfter} is negative if it is not to be said. */
  byte[] error(int status, Duration retryAfter);

  /** The header lines, each with its line end, that say when to come again. */
  default String retryFields(Duration wait) {
    long seconds = (wait.toMillis() + 999) / 1000;
    var whole = "retry-after: " + seconds + "\r\n";
    return wait.toMillis() % 1000 == 0
        ? whole
        : whole + "retry-after-ms: " + wait.toMillis() + "\r\n";
  }

  /** The key that a request shows; empty if none. */
  String key(Asked asked);

  /** What a request without the right key gets; {@code key} is what it had, if anything. */
  Refusal wrongKey(String key);

  Refusal unknownModel(String model);

  /** What a request gets that asks for a behaviour nobody knows. */
  Refusal badBehaviour(String message);

  /** Writes header lines, each with its line end, that this dialect's servers send. */
  void fields(Out out, long number);
}
