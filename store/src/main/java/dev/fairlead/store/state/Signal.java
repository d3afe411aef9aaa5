package dev.fairlead.store.state;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what happened, and lets a thread wait until more has. Thread-safe. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition risen = lock.newCondition();
  private long count;

  void raise() {
    lock.lock();
    try {
      count++;
      risen.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the count is another; false if the time is over first. */
  boolean await(long seen, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (count == seen) {
        if (left <= 0) {
          return false;
        }
        left = risen.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
