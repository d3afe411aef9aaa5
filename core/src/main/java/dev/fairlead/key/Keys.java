package dev.fairlead.key;

/**
 * Where callers' keys are kept. Thread-safe; every implementation passes {@code KeysContract}.
 *
 * <p>{@link #ring} is for the path of every request: it does no I/O.
 */
public interface Keys {

  /** The keys as this process last saw them. */
  KeyRing ring();

  /** Makes a key and keeps its hash; when this returns, it is kept for good. */
  IssuedKey issue(String name, Role role);

  /** Takes a key out for good; false if there is none of that id. */
  boolean revoke(String id);
}
