package dev.fairlead.simulator.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Listens and gives each connection its handler. Thread-safe. */
public final class Server implements AutoCloseable {
  private final EventLoopGroup loops;
  private final Channel listener;
  private final ChannelGroup open;
  private final Journal journal;

  private Server(EventLoopGroup loops, Channel listener, ChannelGroup open, Journal journal) {
    this.open = open;
    this.loops = loops;
    this.listener = listener;
    this.journal = journal;
  }

  /** Listens on an address; a port of 0 picks a free one. */
  public static Server start(String host, int port, int loops, Service service, Journal journal)
      throws IOException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    var group =
        new MultiThreadIoEventLoopGroup(
            loops, new DefaultThreadFactory("simulator", true), handlers);
    var open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    var bound =
        new ServerBootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    open.add(channel);
                    channel.pipeline().addLast(new Connection(service, journal));
                  }
                })
            .bind(new InetSocketAddress(host, port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
      throw new IOException(
          "listen: %s:%d (expected: an address that is free)".formatted(host, port), bound.cause());
    }
    return new Server(group, bound.channel(), open, journal);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Takes no more connections, and waits until no request is being answered. */
  public void drain(Duration patience) {
    listener.close().awaitUninterruptibly();
    journal.await("requests running", journal::running, 0, 0, patience);
  }

  /** Closes every connection and ends the loops. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    open.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
