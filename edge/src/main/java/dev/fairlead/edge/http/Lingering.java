package dev.fairlead.edge.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the answer before it arrives: our side first, the rest when the
 * client has closed or a second later. Closing at once while bytes come in would reset the
 * connection and could take the answer away from the client (RFC 9112, section 9.6).
 */
final class Lingering {
  private Lingering() {}

  static void close(Channel channel) {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
      channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.SECONDS);
    } else {
      channel.close();
    }
  }
}
