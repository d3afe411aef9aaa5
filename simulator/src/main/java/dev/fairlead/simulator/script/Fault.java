package dev.fairlead.simulator.script;

import java.time.Duration;

/** What goes wrong with an answer; {@link #NONE} when nothing does. */
public sealed interface Fault {
  Fault NONE = new None();

  /** Nothing goes wrong. */
  record None() implements Fault {}

  /**
   * An error in the dialect's shape instead of an answer.
   *
   * @param code the HTTP status, from 400 to 599
   * @param retryAfter sent as {@code retry-after}; negative: not sent
   */
  record Status(int code, Duration retryAfter) implements Fault {
    public static final Duration UNSAID = Duration.ofSeconds(-1);

    public Status {
      if (code < 400 || code > 599) {
        throw new IllegalArgumentException("status: %d (expected: 400 to 599)".formatted(code));
      }
    }
  }

  /** A page of HTML as a proxy in the middle sends it. */
  record Html(int code) implements Fault {}

  /** The answer ends too early: after so many events of a stream, or bytes of a plain body. */
  record After(int count, Way way) implements Fault {
    public After {
      if (count < 0) {
        throw new IllegalArgumentException("after: %d (expected: >= 0)".formatted(count));
      }
    }
  }

  /** How an answer ends too early. */
  enum Way {
    /** Nothing more comes; the connection stays open. */
    STALL,
    /** The connection is closed in the middle. */
    CUT,
    /** The HTTP message ends well, but the stream does not say that it is done. */
    END,
    /** An error event comes, then the end. Only in streams. */
    ERROR
  }

  /** The kinds that need no figure. */
  enum Plain implements Fault {
    /** Bytes that are not JSON: the plain body, or an event in the stream's middle. */
    GARBAGE,
    /** Status 200 with an error object as the body, or as the only event. */
    ERROR_IN_200,
    /** The stream ends without its last mark; for OpenAI that is {@code [DONE]}. */
    NO_DONE,
    /** Status 200 and nothing else. */
    EMPTY,
    /** The request is read, then the connection is closed. */
    CLOSE_BEFORE_HEADERS,
    /** Half of the promised body, then the connection is closed. */
    TRUNCATE_BODY,
    /** A {@code content-length} ten bytes short; what is over follows on the connection. */
    WRONG_CONTENT_LENGTH
  }
}
