package dev.fairlead.dialect.fit;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the reasoning of answers for callers that do not send it back, so that the next request can
 * have it again. An entry may be gone at any time; it should last an hour. Thread-safe; does not
 * block.
 */
public interface ReasoningMemory {
  /** Keeps something, in place of what had this key. */
  void put(String owner, String key, Remembered what);

  /** What was kept under this key for this owner; null if there is nothing any more. */
  @Nullable Remembered find(String owner, String key);

  /** Whether there may be something of this owner at all; cheaper than making keys. */
  boolean mayKnow(String owner);

  /** One that keeps nothing. */
  static ReasoningMemory none() {
    return new ReasoningMemory() {
      @Override
      public void put(String owner, String key, Remembered what) {
        // Forgotten at once.
      }

      @Override
      public @Nullable Remembered find(String owner, String key) {
        return null;
      }

      @Override
      public boolean mayKnow(String owner) {
        return false;
      }
    };
  }
}
