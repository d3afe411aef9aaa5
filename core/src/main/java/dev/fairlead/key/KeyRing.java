package dev.fairlead.key;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All keys at one point of time. Immutable, hence thread-safe; a change makes a new one.
 *
 * <p>A lookup hashes what was presented and finds the hash in a map: no plain text is kept, not
 * even in a cache.
 */
public final class KeyRing {
  public static final KeyRing EMPTY = new KeyRing(List.of());

  private final List<Key> keys;
  private final Map<KeyHash, Principal> byHash;

  public KeyRing(Collection<Key> keys) {
    this.keys = List.copyOf(keys);
    var principals = new HashMap<KeyHash, Principal>();
    keys.forEach(key -> principals.put(key.hash(), key.principal()));
    this.byHash = principals;
  }

  /** Who presents this key; empty if nobody has it. */
  public Optional<Principal> find(String presented) {
    return Optional.ofNullable(byHash.get(KeyHash.of(presented)));
  }

  /** The same for the bytes of a header. */
  public Optional<Principal> find(byte[] presented) {
    return Optional.ofNullable(byHash.get(KeyHash.of(presented)));
  }

  /** Oldest first. */
  public List<Key> keys() {
    return keys;
  }
}
