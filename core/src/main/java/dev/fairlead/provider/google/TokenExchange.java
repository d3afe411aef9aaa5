package dev.fairlead.provider.google;

import dev.fairlead.config.Secret;
import java.io.IOException;
import java.net.URI;

/**
 * Posts a form to Google's token endpoint; the one thing that needs a socket. Blocks until the
 * answer is there or its own time limit is reached.
 */
@FunctionalInterface
public interface TokenExchange {

  /**
   * Sends it.
   *
   * @param form of {@code application/x-www-form-urlencoded}; a secret, since it proves who calls
   * @throws IOException if there is no answer; the message may be shown
   */
  Answer fetch(URI uri, Secret form) throws IOException, InterruptedException;

  /** What came back. The body holds the token. */
  record Answer(int status, byte[] body) {}
}
