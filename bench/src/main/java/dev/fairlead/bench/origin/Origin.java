package dev.fairlead.bench.origin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The upstream of all peers: the cheapest thing that answers like a model's provider, so that what
 * is measured is the peer. Plain answers are 1 KB and come at once; streams come at the pace that
 * the model's name says.
 */
public final class Origin implements AutoCloseable {
  private final EventLoopGroup group;
  private final Channel channel;
  private final ChannelGroup all;

  private Origin(EventLoopGroup group, Channel channel, ChannelGroup all) {
    this.group = group;
    this.channel = channel;
    this.all = all;
  }

  /** Listens on loopback; port 0 picks a free one. */
  public static Origin start(int port) {
    boolean epoll = Epoll.isAvailable();
    var io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    var group = new MultiThreadIoEventLoopGroup(1, io);
    byte[] scratch = new byte[64 << 10];
    var all = new DefaultChannelGroup(group.next(), true);
    var channel =
        new ServerBootstrap()
            .group(group)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    all.add(child);
                    child.pipeline().addLast(new Caller(scratch));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))
            .syncUninterruptibly()
            .channel();
    return new Origin(group, channel, all);
  }

  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    all.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Prints its port and serves until its input ends, that is, until its parent is gone. */
  public static void main(String[] args) throws IOException {
    var origin = start(0);
    System.out.println(origin.port());
    while (System.in.read() >= 0) {
      // Nothing is said to it; the end of the input is the signal.
    }
    origin.close();
  }
}
