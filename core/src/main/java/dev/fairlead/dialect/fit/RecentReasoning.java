package dev.fairlead.dialect.fit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the reasoning of recent answers in memory, bounded in entries, bytes and time; what was
 * used least recently goes first. Thread-safe: each of its segments is locked for a map access,
 * never while anything is waited for.
 */
public final class RecentReasoning implements ReasoningMemory {
  private static final int SEGMENTS = 16;

  private final Segment[] segments = new Segment[SEGMENTS];
  private final InstantSource clock;
  private final long ttlMillis;

  /**
   * @param entries at most
   * @param bytes at most, about
   * @param ttl how long an entry is kept; at least an hour for agents that wait for people
   */
  public RecentReasoning(int entries, long bytes, Duration ttl, InstantSource clock) {
    if (entries < SEGMENTS || bytes < SEGMENTS || ttl.isNegative() || ttl.isZero()) {
      throw new IllegalArgumentException(
          "remembered reasoning: %d entries, %d bytes, %s (expected: >= %d, >= %d, > 0)"
              .formatted(entries, bytes, ttl, SEGMENTS, SEGMENTS));
    }
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment(entries / SEGMENTS, bytes / SEGMENTS);
    }
    this.clock = clock;
    this.ttlMillis = ttl.toMillis();
  }

  private record Key(String owner, String key) {}

  private record Entry(Remembered what, long size, long until) {}

  /** Entries of one segment in order of use; every access holds its lock. */
  private static final class Segment {
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final long mostBytes;
    private long bytes;

    Segment(int most, long mostBytes) {
      this.most = most;
      this.mostBytes = mostBytes;
    }

    synchronized void put(Key key, Entry entry) {
      remove(key);
      if (entry.size() > mostBytes) {
        return;
      }
      entries.put(key, entry);
      bytes += entry.size();
      var oldest = entries.entrySet().iterator();
      while (entries.size() > most || bytes > mostBytes) {
        bytes -= oldest.next().getValue().size();
        oldest.remove();
      }
    }

    private void remove(Key key) {
      var before = entries.remove(key);
      bytes -= before == null ? 0 : before.size();
    }

    synchronized @Nullable Remembered find(Key key, long now) {
      var entry = entries.get(key);
      if (entry != null && entry.until() <= now) {
        remove(key);
        return null;
      }
      return entry == null ? null : entry.what();
    }

    synchronized void count(Map<String, Long> into) {
      into.merge("entries", (long) entries.size(), Long::sum);
      into.merge("bytes", bytes, Long::sum);
    }

    synchronized boolean empty() {
      return entries.isEmpty();
    }
  }

  private Segment segment(Key key) {
    int hash = key.hashCode();
    return segments[(hash ^ hash >>> 16) & SEGMENTS - 1];
  }

  @Override
  public void put(String owner, String key, Remembered what) {
    var id = new Key(owner, key);
    segment(id).put(id, new Entry(what, what.size() + 200, clock.millis() + ttlMillis));
  }

  @Override
  public @Nullable Remembered find(String owner, String key) {
    var id = new Key(owner, key);
    return segment(id).find(id, clock.millis());
  }

  @Override
  public boolean mayKnow(String owner) {
    for (var segment : segments) {
      if (!segment.empty()) {
        return true;
      }
    }
    return false;
  }

  /** {@code entries} and {@code bytes}, those that are out of time but still held included. */
  public Map<String, Long> held() {
    var held = new LinkedHashMap<String, Long>();
    for (var segment : segments) {
      segment.count(held);
    }
    return held;
  }
}
