package dev.fairlead.store;

import dev.fairlead.json.Texts;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.model.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One JSON line for each exchange, without content and without secrets, in a file for each day
 * (UTC). Taking a record never blocks; a thread of its own writes what has come every {@value
 * #PAUSE_MILLIS} ms. Beyond {@link #BOUND} waiting records more are counted as lost, and said so.
 *
 * <p>Thread-safe.
 */
public final class ExchangeLog implements Consumer<Settlement>, AutoCloseable {
  /** Records that may wait to be written. */
  static final int BOUND = 200_000;

  private static final int PAUSE_MILLIS = 20;
  private static final Logger LOG = Logger.getLogger(ExchangeLog.class.getName());

  /** Where lines go. */
  private interface Sink {
    OutputStream open(LocalDate day) throws IOException;
  }

  private final ConcurrentLinkedQueue<Settlement> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Sink sink;
  private final InstantSource clock;
  private final Thread writer;
  private volatile boolean closed;
  private @Nullable OutputStream out;
  private LocalDate day = LocalDate.MIN;

  private ExchangeLog(Sink sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
    this.writer = Thread.ofPlatform().daemon().name("fairlead-exchange-log").unstarted(this::run);
  }

  /** Writes to {@code exchanges-YYYY-MM-DD.jsonl} in a directory, made if need be. */
  public static ExchangeLog toDirectory(Path directory, InstantSource clock) {
    return started(
        new ExchangeLog(
            day -> {
              Files.createDirectories(directory);
              return Files.newOutputStream(
                  directory.resolve("exchanges-" + day + ".jsonl"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND);
            },
            clock));
  }

  /** Writes to a stream that stays open. */
  public static ExchangeLog toStream(OutputStream stream, InstantSource clock) {
    return started(new ExchangeLog(_ -> stream, clock));
  }

  private static ExchangeLog started(ExchangeLog log) {
    log.writer.start();
    return log;
  }

  @Override
  public void accept(Settlement settlement) {
    if (count.incrementAndGet() > BOUND) {
      count.decrementAndGet();
      lost.incrementAndGet();
      return;
    }
    waiting.add(settlement);
  }

  /** Records that could not be kept since the start. */
  public long lost() {
    return lost.get();
  }

  private void run() {
    var text = new StringBuilder();
    long told = 0;
    while (!closed || !waiting.isEmpty()) {
      write(text);
      if (lost.get() != told) {
        told = lost.get();
        LOG.log(Level.SEVERE, "{0} exchange records are lost: the log cannot keep up", told);
      }
      if (!closed) {
        LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000L);
      }
    }
  }

  private void write(StringBuilder text) {
    int lines = 0;
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      line(text, next);
      lines++;
      if (text.length() > 1 << 16) {
        flush(text, lines);
        lines = 0;
      }
    }
    flush(text, lines);
  }

  private void flush(StringBuilder text, int lines) {
    if (lines == 0) {
      return;
    }
    count.addAndGet(-lines);
    try {
      var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      var to = out;
      if (to == null || !today.equals(day)) {
        to = sink.open(today);
        out = to;
        day = today;
      }
      to.write(text.toString().getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (IOException e) {
      lost.addAndGet(lines);
      out = null;
      LOG.log(Level.SEVERE, "the exchange log cannot be written: {0}", e.toString());
    }
    text.setLength(0);
  }

  private static void line(StringBuilder out, Settlement s) {
    text(out.append('{'), "at", s.at().toString(), "");
    text(out, "id", s.id(), ",");
    text(out, "key", s.key(), ",");
    text(out, "dialect", s.dialect(), ",");
    text(out, "asked", s.asked(), ",");
    text(out, "served", s.served(), ",");
    text(out, "credential", s.credential(), ",");
    text(out, "end", s.end().name().toLowerCase(Locale.ROOT), ",");
    text(out, "finish", s.finish(), ",");
    out.append(",\"stream\":").append(s.stream()).append(",\"status\":").append(s.status());
    usage(out, s.usage());
    out.append(",\"cost_usd\":");
    (s.cost().known() ? Texts.quote(out, s.cost().dollars()) : out.append("null"))
        .append(",\"attempts\":")
        .append(s.attempts());
    failures(out, s);
    out.append(",\"first_us\":").append(s.firstMicros());
    out.append(",\"total_us\":").append(s.totalMicros());
    text(out, "catalogue", s.catalogue(), ",");
    out.append("}\n");
  }

  private static void usage(StringBuilder out, Usage u) {
    if (!u.reported()) {
      out.append(",\"usage\":null");
      return;
    }
    out.append(",\"usage\":{\"input\":").append(u.input());
    more(out, "cache_read", u.cacheRead());
    more(out, "cache_write", u.cacheWrite());
    more(out, "cache_write_1h", u.cacheWrite1h());
    more(out, "audio_input", u.audioInput());
    out.append(",\"output\":").append(u.output());
    more(out, "reasoning", u.reasoning());
    more(out, "audio_output", u.audioOutput());
    out.append('}');
  }

  private static void more(StringBuilder out, String name, long tokens) {
    if (tokens > 0) {
      out.append(",\"").append(name).append("\":").append(tokens);
    }
  }

  /** The provider's own words may hold content: they stay out. */
  private static void failures(StringBuilder out, Settlement s) {
    if (s.failures().isEmpty()) {
      return;
    }
    out.append(",\"failures\":[");
    for (var f : s.failures()) {
      out.append(out.charAt(out.length() - 1) == '[' ? "{" : ",{");
      text(out, "provider", f.provider(), "");
      text(out, "model", f.model(), ",");
      text(out, "cause", f.cause().name().toLowerCase(Locale.ROOT), ",");
      out.append(",\"status\":").append(f.status()).append('}');
    }
    out.append(']');
  }

  private static void text(StringBuilder out, String name, String value, String comma) {
    Texts.quote(out.append(comma).append('"').append(name).append("\":"), value);
  }

  /** Writes what has come and stops. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
