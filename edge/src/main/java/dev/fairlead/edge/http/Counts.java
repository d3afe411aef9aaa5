package dev.fairlead.edge.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts of the data port since it was opened. Thread-safe. */
public final class Counts {
  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder connections = new LongAdder();

  void begun() {
    begun.increment();
  }

  void ended() {
    ended.increment();
  }

  void connected() {
    connections.increment();
  }

  void disconnected() {
    connections.decrement();
  }

  /** Requests taken in, whatever became of them. */
  public long requests() {
    return begun.sum();
  }

  /** Requests that are being carried out at this time. */
  public long running() {
    return begun.sum() - ended.sum();
  }

  /** Open client connections. */
  public long open() {
    return connections.sum();
  }
}
