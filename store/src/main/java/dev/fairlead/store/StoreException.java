package dev.fairlead.store;

/** What is kept cannot be read or written: an outage, or a file that somebody damaged. */
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
