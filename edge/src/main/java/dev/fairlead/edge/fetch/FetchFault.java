package dev.fairlead.edge.fetch;

/**
 * Says why a URL was not fetched. The message is fit for the caller: it tells nothing of the own
 * network.
 */
public final class FetchFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  FetchFault(String message) {
    super(message, null, false, false);
  }
}
