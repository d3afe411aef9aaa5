package dev.fairlead.ledger;

import dev.fairlead.model.Failure;
import dev.fairlead.model.Usage;
import dev.fairlead.money.Cost;
import java.time.Instant;
import java.util.List;

/**
 * What became of one exchange. No content, no secret.
 *
 * @param id the exchange's id, as in {@code x-fairlead-id}
 * @param at when its first byte came in
 * @param key the id of the caller's key; empty if none was accepted
 * @param dialect as {@code openai.chat}; empty if it was not known
 * @param asked the model as the caller named it; empty if it was not read
 * @param served {@code model@provider} of the endpoint that answered; empty if none did
 * @param credential the id of the credential that was used; empty if none was
 * @param stream whether a stream was asked for
 * @param end how it ended
 * @param status of HTTP, as the caller got it; 0 if the caller was gone
 * @param finish why the model stopped, in the provider's word
 * @param usage as the provider told it
 * @param cost of the attempt that answered
 * @param attempts upstream calls in all, the one that answered included
 * @param failures those that failed
 * @param firstMicros from the first byte in to the first byte out; -1 if none went out
 * @param totalMicros from the first byte in to the end
 * @param catalogue version of the catalogue that had the prices
 */
public record Settlement(
    String id,
    Instant at,
    String key,
    String dialect,
    String asked,
    String served,
    String credential,
    boolean stream,
    End end,
    int status,
    String finish,
    Usage usage,
    Cost cost,
    int attempts,
    List<Failure.Attempt> failures,
    long firstMicros,
    long totalMicros,
    String catalogue) {

  /** How an exchange ended. */
  public enum End {
    /** The caller has a whole answer. */
    ANSWERED,
    /** The caller got an error, and nothing else. */
    FAILED,
    /** The answer broke off after it had begun. */
    CUT,
    /** The caller went away before the end. */
    CANCELLED
  }

  public Settlement {
    failures = List.copyOf(failures);
  }
}
