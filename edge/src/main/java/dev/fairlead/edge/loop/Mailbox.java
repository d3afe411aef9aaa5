package dev.fairlead.edge.loop;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange's thread waits for what a handler of its loop will tell. One value at a time;
 * the first one put counts until it is taken. Thread-safe for one taker and one putter.
 */
public final class Mailbox<T> {
  private final Thread taker;
  private volatile @Nullable T value;

  public Mailbox(Thread taker) {
    this.taker = taker;
  }

  /** Tells the waiting thread, unless it has been told and has not taken it yet. */
  public boolean put(T told) {
    if (value != null) {
      return false;
    }
    value = told;
    LockSupport.unpark(taker);
    return true;
  }

  /** Waits for a value and takes it. */
  public T take() {
    while (true) {
      var told = value;
      if (told != null) {
        value = null;
        return told;
      }
      LockSupport.park(this);
    }
  }
}
