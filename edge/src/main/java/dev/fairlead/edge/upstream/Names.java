package dev.fairlead.edge.upstream;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

/**
 * Turns host names into addresses off the event loop, as the machine itself does; the JDK keeps the
 * answers for 30 seconds.
 */
final class Names {
  private Names() {}

  /** The addresses of a host; the result comes on the loop. */
  static CompletableFuture<InetAddress[]> resolve(String host, EventLoop loop) {
    var found = new CompletableFuture<InetAddress[]>();
    Thread.ofPlatform()
        .daemon()
        .name("fairlead-names")
        .start(() -> {
          try {
            var all = InetAddress.getAllByName(host);
            loop.execute(() -> found.complete(all));
          } catch (UnknownHostException e) {
            loop.execute(() -> found.completeExceptionally(e));
          }
        });
    return found;
  }
}
