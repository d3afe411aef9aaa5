package dev.fairlead.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A request as it reached the simulator, byte for byte. The body is not copied: leave it as it is.
 *
 * @param number counts all requests from 1
 * @param path with its query
 * @param headers in the order and spelling of the wire
 * @param body the body without its framing
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what this is about; nobody compares requests
public record Request(long number, String method, String path, List<Header> headers, byte[] body) {

  public Request {
    headers = List.copyOf(headers);
  }

  /** The first header of this name, whatever its case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
