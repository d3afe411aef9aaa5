package dev.fairlead.key;

import java.util.ArrayList;

/** Keys for the life of a process. Thread-safe. */
public final class MemoryKeys implements Keys {
  private final KeyMint mint;
  private volatile KeyRing ring = KeyRing.EMPTY;

  public MemoryKeys(KeyMint mint) {
    this.mint = mint;
  }

  @Override
  public KeyRing ring() {
    return ring;
  }

  @Override
  public synchronized IssuedKey issue(String name, Role role) {
    var issued = mint.issue(name, role);
    var keys = new ArrayList<>(ring.keys());
    keys.add(issued.key());
    ring = new KeyRing(keys);
    return issued;
  }

  @Override
  public synchronized boolean revoke(String id) {
    var keys = new ArrayList<>(ring.keys());
    boolean found = keys.removeIf(key -> key.id().equals(id));
    ring = new KeyRing(keys);
    return found;
  }
}
