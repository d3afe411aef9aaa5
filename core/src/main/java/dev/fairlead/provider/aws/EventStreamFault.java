package dev.fairlead.provider.aws;

/** Says why bytes are no event stream. Not a bug: the sender's fault, or the line's. */
public final class EventStreamFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  EventStreamFault(String message) {
    super(message, null, false, false);
  }
}
