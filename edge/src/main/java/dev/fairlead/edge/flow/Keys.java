package dev.fairlead.edge.flow;

import java.util.Optional;

/** Knows callers' keys. Thread-safe; answers at once, from memory. */
@FunctionalInterface
public interface Keys {
  /** The id of the key that was sent, if it is one that may call models. */
  Optional<String> caller(String presented);
}
