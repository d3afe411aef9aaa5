package dev.fairlead.dialect;

import java.util.Map;

/**
 * A request as one endpoint is to get it.
 *
 * @param path below the provider's base URL for this dialect, query included; encoded
 * @param body the bytes to send
 * @param headers that the protocol asks for, names in lower case; neither key nor content type
 * @param framing of the answer, if it is a stream
 * @param hideUsage whether the stream's usage event was asked for by us alone and must not reach a
 *     caller of the same dialect
 */
public record Outgoing(
    String path, byte[] body, Map<String, String> headers, Framing framing, boolean hideUsage) {
  public Outgoing {
    headers = Map.copyOf(headers);
  }

  public Outgoing(String path, byte[] body) {
    this(path, body, Map.of(), Framing.SSE, false);
  }
}
