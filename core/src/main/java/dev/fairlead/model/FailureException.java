package dev.fairlead.model;

/** Carries a {@link Failure} up to the one place that tells the caller. Has no stack trace. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
