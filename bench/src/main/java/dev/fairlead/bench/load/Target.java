package dev.fairlead.bench.load;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where requests go.
 *
 * @param address of the peer
 * @param path of its chat completions, or of what else is asked for
 * @param headers beyond host, type and length
 */
public record Target(InetSocketAddress address, String path, Map<String, String> headers) {
  public Target {
    headers = Map.copyOf(headers);
  }

  /** The same peer at another path. */
  public Target at(String other) {
    return new Target(address, other, headers);
  }

  /** The whole request, as bytes of the wire. */
  public byte[] request(byte[] body) {
    var head = new StringBuilder();
    head.append("POST ").append(path).append(" HTTP/1.1\r\n");
    head.append("host: ").append(address.getHostString()).append(':').append(address.getPort());
    head.append("\r\ncontent-type: application/json\r\ncontent-length: ").append(body.length);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}
