package dev.fairlead.simulator.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What a simulator has seen and done. Thread-safe. */
public final class Journal {
  private static final int MOST_NAMES = 10_000;
  private final int keep;
  private final ArrayDeque<Request> kept = new ArrayDeque<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong connected = new AtomicLong();
  private final AtomicLongArray outcomes = new AtomicLongArray(Outcome.values().length);
  private final Map<String, LongAdder> byPath = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> byModel = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Object changed = new Object();

  /**
   * @param keep how many of the last requests are kept whole; 0 keeps none and costs nothing
   */
  public Journal(int keep) {
    this.keep = keep;
  }

  long seen(Incoming request) {
    long number = numbers.incrementAndGet();
    running.incrementAndGet();
    count(byPath, request.path());
    if (keep > 0) {
      keep(request.copy(number));
    }
    requests.incrementAndGet(); // last: who waits for it finds all the rest
    changed();
    return number;
  }

  private void keep(Request request) {
    synchronized (kept) {
      if (kept.size() == keep) {
        kept.removeFirst();
      }
      kept.addLast(request);
    }
  }

  /** Counts a request to a model. */
  public void model(String model) {
    count(byModel, model);
  }

  private static void count(Map<String, LongAdder> counters, String name) {
    var counter = counters.get(name);
    if (counter == null) {
      var bounded = counters.size() < MOST_NAMES ? name : "(others)";
      counter = counters.computeIfAbsent(bounded, _ -> new LongAdder());
    }
    counter.increment();
  }

  void outcome(Outcome outcome) {
    outcomes.incrementAndGet(outcome.ordinal());
    changed();
  }

  void over() {
    running.decrementAndGet();
    changed();
  }

  void connected() {
    connected.incrementAndGet();
    connections.incrementAndGet();
    changed();
  }

  void disconnected() {
    connections.decrementAndGet();
    changed();
  }

  public long requests() {
    return requests.get();
  }

  /** Requests that are being answered now. */
  public long running() {
    return running.get();
  }

  /** Connections that are open now. */
  public long connections() {
    return connections.get();
  }

  /** Connections since the start. */
  public long connectionsInAll() {
    return connected.get();
  }

  public long outcomes(Outcome outcome) {
    return outcomes.get(outcome.ordinal());
  }

  /** Requests by path, query included. */
  public Map<String, Long> byPath() {
    return copy(byPath);
  }

  /** Requests by model, as far as one could be read. */
  public Map<String, Long> byModel() {
    return copy(byModel);
  }

  private static Map<String, Long> copy(Map<String, LongAdder> counters) {
    var copy = new TreeMap<String, Long>();
    counters.forEach((name, counter) -> copy.put(name, counter.sum()));
    return copy;
  }

  /** The last requests, oldest first. */
  public List<Request> kept() {
    synchronized (kept) {
      return new ArrayList<>(kept);
    }
  }

  private void changed() {
    if (waiting.get() > 0) {
      synchronized (changed) {
        changed.notifyAll();
      }
    }
  }

  /**
   * Waits until a counter is in a range; throws {@link IllegalStateException} after the timeout.
   */
  public void await(String what, LongSupplier counter, long least, long most, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    waiting.incrementAndGet();
    try {
      synchronized (changed) {
        while (counter.getAsLong() < least || counter.getAsLong() > most) {
          long left = end - System.nanoTime();
          if (left <= 0) {
            throw new IllegalStateException(
                "%s: %d (expected: %s within %s)"
                    .formatted(
                        what,
                        counter.getAsLong(),
                        most == Long.MAX_VALUE ? ">= " + least : "<= " + most,
                        timeout));
          }
          changed.wait(left / 1_000_000 + 1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(what + ": interrupted while waiting", e);
    } finally {
      waiting.decrementAndGet();
    }
  }
}
