package dev.fairlead.dialect;

import dev.fairlead.model.Failure.Cause;

/** A body that should be an answer and is an error, or no answer. Has no stack trace. */
public final class AnswerFault extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Cause cause;
  private final int status;

  /**
   * @param status of HTTP that an error inside stands for; 0 if it does not say
   */
  public AnswerFault(Cause cause, int status, String message) {
    super(message, null, false, false);
    this.cause = cause;
    this.status = status;
  }

  public Cause reason() {
    return cause;
  }

  public int status() {
    return status;
  }
}
