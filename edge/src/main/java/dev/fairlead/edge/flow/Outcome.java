package dev.fairlead.edge.flow;

import dev.fairlead.edge.http.Head;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Usage;

/** How one attempt went; told to the exchange's thread once. */
sealed interface Outcome {

  /**
   * The answer was committed to, and relayed as far as it went.
   *
   * @param firstAt when the first byte went to the client, of {@link System#nanoTime}
   * @param why what went wrong, if the end is not {@link End#ANSWERED}; else empty
   */
  record Relayed(End end, int status, Usage usage, String finish, long firstAt, String why)
      implements Outcome {}

  /**
   * Nothing reached the client, and it is the provider who answered so; the answer is kept.
   *
   * @param sameDialect whether it speaks the client's dialect
   */
  record Refused(Failure.Attempt attempt, Head head, byte[] body, boolean sameDialect)
      implements Outcome {}

  /** Nothing reached the client. */
  record Failed(Failure.Attempt attempt) implements Outcome {}

  /** The client went away before anything reached it. */
  record Left() implements Outcome {}
}
