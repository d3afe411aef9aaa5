package dev.fairlead.model;

import java.time.Duration;
import java.util.List;

/**
 * Everything that can go wrong with an exchange, as data.
 *
 * <p>The set is closed: each dialect turns each case into a status and a body with an exhaustive
 * switch, so a new case does not compile until every dialect can say it.
 */
public sealed interface Failure {

  /**
   * The caller's request cannot be understood or carried out.
   *
   * @param param the member at fault, as {@code tools}; empty when it is the whole
   * @param code for programs, as {@code invalid_json}
   */
  record BadRequest(String message, String param, String code) implements Failure {}

  /** The body is larger than the limit, in bytes. */
  record TooLarge(long limit) implements Failure {}

  /** No key was sent. */
  record NoKey() implements Failure {}

  /** The key sent is none of ours. */
  record UnknownKey() implements Failure {}

  /** There is nothing at this path, or not with this method. */
  record NoRoute(String method, String path, boolean pathExists) implements Failure {}

  /** No model has this name; {@code nearest} may be meant. */
  record UnknownModel(String model, List<String> nearest) implements Failure {
    public UnknownModel {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * The model is known and no endpoint of it can be used; one line for each that was considered.
   */
  record NoEndpoint(String model, List<String> why) implements Failure {
    public NoEndpoint {
      why = List.copyOf(why);
    }
  }

  /** The gateway itself is at a limit, or about to stop. */
  record Overloaded(String what, Duration retryAfter) implements Failure {}

  /** The client did not send its request in time. */
  record SlowClient(String what, Duration limit) implements Failure {}

  /** The caller went away. */
  record Cancelled() implements Failure {}

  /** A bug of ours; the reference is in the log. */
  record Internal(String reference) implements Failure {}

  /** Every attempt failed; in the order they were made, at least one. */
  record AllFailed(String model, List<Attempt> attempts) implements Failure {
    public AllFailed {
      attempts = List.copyOf(attempts);
    }

    public Attempt last() {
      return attempts.getLast();
    }
  }

  /**
   * One upstream call that failed.
   *
   * @param provider the provider's id
   * @param model the model as it was sent
   * @param status the provider's HTTP status; 0 if it sent none
   * @param cause what happened
   * @param message the provider's own words, or ours if it had none
   * @param code for programs, as {@code context_length_exceeded}; empty if there is none
   * @param retryAfter what the provider asked for; zero if nothing
   */
  record Attempt(
      String provider,
      String model,
      int status,
      Cause cause,
      String message,
      String code,
      Duration retryAfter) {
    public Attempt(
        String provider,
        String model,
        int status,
        Cause cause,
        String message,
        Duration retryAfter) {
      this(provider, model, status, cause, message, "", retryAfter);
    }
  }

  /** What can go wrong with an upstream call. */
  enum Cause {
    /** The name could not be resolved, or the connection was refused or not made in time. */
    CONNECT("could not connect"),
    /** No answer, no first content, or nothing more within its time. */
    TIMEOUT("timed out"),
    /** The provider asked for fewer requests. */
    THROTTLED("rate limited"),
    /** The provider refused our credential, or its account has no balance. */
    CREDENTIAL("refused the gateway's credential"),
    /** The provider found fault with the request itself. */
    REJECTED("rejected the request"),
    /** The provider answered with an error of its own. */
    STATUS("answered with an error"),
    /** An error where an answer should be: inside a 200 or a stream. */
    ERROR_INSIDE("sent an error inside of a successful answer"),
    /** The connection ended before the answer did. */
    CUT("broke off its answer"),
    /** What came is not what the protocol says. */
    GARBLED("sent something that is no answer"),
    /** The exchange's own deadline was reached. */
    DEADLINE("deadline of the exchange reached");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** Completes "PROVIDER …". */
    public String words() {
      return words;
    }

    /** Whether the same request may succeed elsewhere. */
    public boolean worthAnother() {
      return switch (this) {
        case CONNECT, TIMEOUT, THROTTLED, CREDENTIAL, STATUS, ERROR_INSIDE, CUT, GARBLED -> true;
        case REJECTED, DEADLINE -> false;
      };
    }
  }

  /** What a provider's status means for us. 2xx does not come here. */
  static Cause causeOf(int status) {
    return switch (status) {
      case 401, 402, 403 -> Cause.CREDENTIAL;
      case 429 -> Cause.THROTTLED;
      case 408, 504 -> Cause.TIMEOUT;
      case 404, 409 -> Cause.STATUS;
      default -> status >= 500 || status < 400 ? Cause.STATUS : Cause.REJECTED;
    };
  }
}
