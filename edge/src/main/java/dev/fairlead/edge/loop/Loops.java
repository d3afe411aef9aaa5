package dev.fairlead.edge.loop;

import dev.fairlead.config.Config.Transport;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The event loops of a process and the kind of sockets that they watch. */
public record Loops(
    MultiThreadIoEventLoopGroup group,
    Class<? extends ServerChannel> server,
    Class<? extends SocketChannel> client,
    int count,
    boolean epoll) {

  /**
   * Makes loops.
   *
   * @param count 0 for one each processor
   * @throws IllegalArgumentException if epoll is asked for and is not there
   */
  public static Loops create(int count, Transport transport) {
    int loops = count > 0 ? count : Runtime.getRuntime().availableProcessors();
    boolean epoll =
        switch (transport) {
          case EPOLL -> {
            if (!Epoll.isAvailable()) {
              throw new IllegalArgumentException(
                  "listen.transport: epoll (expected: auto or nio; epoll is not available: %s)"
                      .formatted(Epoll.unavailabilityCause()));
            }
            yield true;
          }
          case AUTO -> Epoll.isAvailable();
          case NIO -> false;
        };
    var threads = new DefaultThreadFactory("fairlead-loop", true);
    return epoll
        ? new Loops(
            new MultiThreadIoEventLoopGroup(loops, threads, EpollIoHandler.newFactory()),
            EpollServerSocketChannel.class,
            EpollSocketChannel.class,
            loops,
            true)
        : new Loops(
            new MultiThreadIoEventLoopGroup(loops, threads, NioIoHandler.newFactory()),
            NioServerSocketChannel.class,
            NioSocketChannel.class,
            loops,
            false);
  }
}
