package dev.fairlead.edge.http;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One whole request of a client.
 *
 * @param path without its query, as sent
 * @param query behind the question mark; empty if there is none
 * @param body the whole body; empty if there is none
 * @param received when its first byte was read, of {@link System#nanoTime}
 */
public record Request(
    String method, String path, String query, HttpHeaders headers, byte[] body, long received) {

  /** The first header of that name, if any. */
  public @Nullable String header(CharSequence name) {
    return headers.get(name);
  }
}
