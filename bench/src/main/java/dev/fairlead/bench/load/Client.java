package dev.fairlead.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One event loop that carries a load's connections.
 *
 * <p>Closing it closes every connection.
 */
public final class Client implements AutoCloseable {
  /** Loopback addresses to send from, so that ports do not run out. */
  private static final int SOURCES = 4;

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final byte[] scratch = new byte[64 << 10];
  private int opened;

  public Client() {
    var io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(1, io);
    loop = group.next();
  }

  EventLoop loop() {
    return loop;
  }

  /** A request's bytes as a buffer that is never released; the collector frees its memory. */
  static ByteBuf buffer(byte[] request) {
    var direct = ByteBuffer.allocateDirect(request.length).put(request).flip();
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct));
  }

  /** Opens a connection; one of the two is called, on the loop. */
  void connect(
      InetSocketAddress address,
      Connection.Listener listener,
      Consumer<Connection> ready,
      Consumer<Throwable> failed) {
    var bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Connection(channel, listener, scratch));
                  }
                });
    var source =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (1 + opened++ % SOURCES)), 0);
    var connecting =
        address.getAddress().isLoopbackAddress() && Epoll.isAvailable()
            ? bootstrap.connect(address, source)
            : bootstrap.connect(address);
    connecting.addListener(future -> {
      if (future.isSuccess()) {
        ready.accept(connecting.channel().pipeline().get(Connection.class));
      } else {
        failed.accept(future.cause());
      }
    });
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
