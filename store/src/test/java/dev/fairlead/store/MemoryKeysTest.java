package dev.fairlead.store;

import dev.fairlead.key.Keys;
import dev.fairlead.key.MemoryKeys;

final class MemoryKeysTest extends KeysContract {

  @Override
  Keys keys() {
    return new MemoryKeys(MINT);
  }
}
