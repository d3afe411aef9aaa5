package dev.fairlead.simulator.wire;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.wire.Performance.Events;
import dev.fairlead.simulator.wire.Performance.Raw;
import dev.fairlead.simulator.wire.Performance.Whole;
import java.util.Locale;

/**
 * An answer on its way out. {@link #advance} writes all that is due and says what to wait for. Due
 * times are absolute: one that comes late is followed by those that it held up. Not thread-safe.
 */
final class Playback {
  /** Nothing more will come, ever, and the message is not at its end. */
  static final long STALLED = -1;

  /** What is written should be sent before going on. */
  static final long SEND = -2;

  /** The answer is complete. */
  static final long OVER = 0;

  private static final int ENOUGH = 32 << 10;
  private static final int PORTIONS = 10;
  private static final byte[] OK_LINE = Out.ascii("HTTP/1.1 200 OK\r\n");
  private static final byte[] LENGTH = Out.ascii("content-length: ");
  private static final byte[] CHUNKED = Out.ascii("transfer-encoding: chunked\r\n");
  private static final byte[] CLOSE = Out.ascii("connection: close\r\n");
  private static final byte[] CRLF = Out.ascii("\r\n");
  private static final byte[] LAST_CHUNK = Out.ascii("0\r\n\r\n");

  private enum Phase {
    LATENCY,
    HEAD,
    BODY,
    ENDING
  }

  private final Performance what;
  private final boolean http10;
  private final boolean last;
  private final boolean atOnce;
  private Phase phase = Phase.LATENCY;
  private long due;
  private byte[] head = new byte[0];
  private int headSent;

  Playback(Performance what, boolean http10, boolean last) {
    this.what = what;
    this.http10 = http10;
    this.last = last;
    this.atOnce = what.pace().atOnce();
    this.due = atOnce ? 0 : System.nanoTime();
  }

  /** Writes what is due; gives nanoseconds to wait for more, or one of the constants. */
  long advance(Out out) {
    while (true) {
      long wait = atOnce ? 0 : due - System.nanoTime();
      if (wait > 0) {
        return wait;
      }
      switch (phase) {
        case LATENCY -> latency();
        case HEAD -> head(out);
        case BODY -> {
          body(out);
          if (out.size() > ENOUGH || alone()) {
            return SEND;
          }
        }
        case ENDING -> {
          return ending(out);
        }
      }
    }
  }

  private void latency() {
    due += what.pace().latency();
    phase = what.status() == 0 ? Phase.ENDING : Phase.HEAD;
  }

  private void head(Out out) {
    if (what.pace().slowHeaders() == 0) {
      writeHead(out);
    } else if (!trickled(out)) {
      return;
    }
    due += what.pace().first();
    phase = Phase.BODY;
  }

  /** Writes the next tenth of the head; true when it was the last. */
  private boolean trickled(Out out) {
    if (head.length == 0) {
      var whole = new Out(512);
      writeHead(whole);
      head = whole.toArray();
    }
    int to = Math.min(head.length, headSent + head.length / PORTIONS + 1);
    out.put(head, headSent, to);
    headSent = to;
    due += headSent < head.length ? what.pace().slowHeaders() / PORTIONS : 0;
    return headSent == head.length;
  }

  private void writeHead(Out out) {
    if (what.status() == 200) {
      out.put(OK_LINE);
    } else {
      out.put(String.format(Locale.ROOT, "HTTP/1.1 %d %s\r\n", what.status(), reason()));
    }
    out.put(what.fields());
    switch (what.body()) {
      case Whole whole -> out.put(LENGTH).put(whole.declared()).put(CRLF);
      case Events _ when http10 -> {}
      case Events _ -> out.put(CHUNKED);
      case Raw _ -> {}
    }
    if (closes() && what.ending() != Ending.CUT) {
      out.put(CLOSE);
    }
    out.put(CRLF);
  }

  private String reason() {
    return switch (what.status()) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Status";
    };
  }

  private void body(Out out) {
    boolean more =
        switch (what.body()) {
          case Whole whole -> {
            out.put(whole.bytes(), 0, whole.sent());
            yield false;
          }
          case Events events when http10 -> events.pieces().next(out);
          case Events events -> chunk(events.pieces(), out);
          case Raw raw -> raw.pieces().next(out);
        };
    if (more) {
      due += what.pace().interval();
    } else {
      phase = Phase.ENDING;
    }
  }

  private boolean alone() {
    return what.body() instanceof Raw || (what.body() instanceof Events(_, var alone) && alone);
  }

  private static boolean chunk(Pieces pieces, Out out) {
    int begin = out.beginChunk();
    boolean more = pieces.next(out);
    out.endChunk(begin);
    return more;
  }

  private long ending(Out out) {
    if (what.ending() == Ending.STALL) {
      return STALLED;
    }
    if (what.ending() == Ending.NORMAL && what.body() instanceof Events && !http10) {
      out.put(LAST_CHUNK);
    }
    return OVER;
  }

  /** Whether the connection is closed when this is over. */
  boolean closes() {
    return last || what.ending() == Ending.CUT || (http10 && what.body() instanceof Events);
  }

  int chunkBytes() {
    return what.pace().chunkBytes();
  }

  Outcome outcome() {
    if (what.ending() == Ending.CUT) {
      return Outcome.CUT;
    }
    return what.status() < 400 ? Outcome.ANSWERED : Outcome.FAILED;
  }
}
