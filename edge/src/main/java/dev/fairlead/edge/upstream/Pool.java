package dev.fairlead.edge.upstream;

import dev.fairlead.config.Config;
import dev.fairlead.edge.loop.Loops;
import dev.fairlead.edge.loop.Sweeper;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to providers: those in use and those kept for the next request,
 * with a cap for each address; who comes when the cap is reached waits in line.
 *
 * <p>Used on its loop only.
 */
public final class Pool implements Sweeper.Watched {
  /** Waits for a connection. */
  public interface Taker {
    void ready(Connection connection);

    void refused(String why);

    /** Whether it is still wanted. */
    boolean waiting();
  }

  /** Stands in until there is a {@link Connection}; whoever waits learns of a failure elsewhere. */
  private static final class Handshaking extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** What is open to one address. */
  private static final class Lines {
    final Deque<Connection> idle = new ArrayDeque<>();
    final Deque<Taker> queue = new ArrayDeque<>();
    int open;
  }

  private final EventLoop loop;
  private final Loops loops;
  private final Config.Limits limits;
  private final Config.Timeouts timeouts;
  private final ClientTls tls;
  private final Map<Address, Lines> lines = new HashMap<>();

  public Pool(
      EventLoop loop, Loops loops, Config.Limits limits, Config.Timeouts timeouts, ClientTls tls) {
    this.loop = loop;
    this.loops = loops;
    this.limits = limits;
    this.timeouts = timeouts;
    this.tls = tls;
  }

  /**
   * Gives a connection, at once if one is idle.
   *
   * @param fresh whether an idle one will not do
   */
  public void take(Address address, boolean fresh, Taker taker) {
    var to = lines.computeIfAbsent(address, _ -> new Lines());
    if (!fresh) {
      var connection = to.idle.pollLast();
      while (connection != null) {
        if (connection.usable()) {
          taker.ready(connection);
          return;
        }
        connection = to.idle.pollLast();
      }
    }
    if (to.open < limits.upstreamConnections()) {
      to.open++;
      open(address, to, taker);
    } else {
      to.queue.add(taker);
    }
  }

  void giveBack(Connection connection, boolean keepAlive) {
    if (!keepAlive || !connection.usable()) {
      connection.drop();
      return;
    }
    connection.reading(true);
    var to = lines.get(connection.address());
    if (to == null) {
      return;
    }
    var next = waiting(to);
    if (next != null) {
      next.ready(connection);
    } else {
      connection.idleFrom(System.nanoTime());
      to.idle.addLast(connection);
    }
  }

  void closed(Connection connection) {
    var to = lines.get(connection.address());
    if (to != null) {
      to.idle.remove(connection);
      freed(connection.address(), to);
    }
  }

  /** A place is free: for who waits longest. */
  private void freed(Address address, Lines to) {
    to.open--;
    var next = waiting(to);
    if (next != null) {
      to.open++;
      open(address, to, next);
    }
  }

  private static @Nullable Taker waiting(Lines to) {
    var next = to.queue.poll();
    while (next != null && !next.waiting()) {
      next = to.queue.poll();
    }
    return next;
  }

  private void open(Address address, Lines to, Taker taker) {
    var literal = literal(address.host());
    if (literal != null) {
      connect(address, new InetAddress[] {literal}, 0, to, taker);
    } else {
      Names.resolve(address.host(), loop)
          .whenComplete((found, problem) -> {
            if (found != null) {
              connect(address, found, 0, to, taker);
            } else {
              refuse(address, to, taker, problem);
            }
          });
    }
  }

  private void refuse(Address address, Lines to, Taker taker, Throwable problem) {
    taker.refused(Reasons.of(problem));
    freed(address, to);
  }

  /** An address written as numbers needs no resolving. */
  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void connect(Address address, InetAddress[] found, int i, Lines to, Taker taker) {
    if (!taker.waiting()) {
      freed(address, to);
      return;
    }
    new Bootstrap()
        .group(loop)
        .channel(loops.client())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                if (address.tls()) {
                  channel
                      .pipeline()
                      .addLast(
                          tls.handler(channel, address, timeouts.connect()), new Handshaking());
                }
              }
            })
        .connect(new InetSocketAddress(found[i], address.port()))
        .addListener((ChannelFuture done) -> {
          if (!done.isSuccess()) {
            if (i + 1 < found.length) {
              connect(address, found, i + 1, to, taker);
            } else {
              refuse(address, to, taker, done.cause());
            }
          } else {
            secure(address, done.channel(), to, taker);
          }
        });
  }

  private void secure(Address address, Channel channel, Lines to, Taker taker) {
    if (!address.tls()) {
      connected(address, channel, to, taker);
      return;
    }
    channel
        .pipeline()
        .get(SslHandler.class)
        .handshakeFuture()
        .addListener(done -> {
          if (done.isSuccess()) {
            channel.pipeline().remove(Handshaking.class);
            connected(address, channel, to, taker);
          } else {
            channel.close();
            refuse(address, to, taker, done.cause());
          }
        });
  }

  private void connected(Address address, Channel channel, Lines to, Taker taker) {
    if (!channel.isActive()) {
      refuse(address, to, taker, new ConnectException("closed at once"));
      return;
    }
    var decoder = new AnswerDecoder();
    var connection = new Connection(this, address, channel, decoder);
    channel.pipeline().addLast(decoder, new HttpRequestEncoder(), connection);
    if (taker.waiting()) {
      taker.ready(connection);
    } else {
      giveBack(connection, true);
    }
  }

  @Override
  public void check(long now) {
    long oldest = now - timeouts.upstreamIdle().toNanos();
    for (Iterator<Lines> all = lines.values().iterator(); all.hasNext(); ) {
      var to = all.next();
      while (!to.idle.isEmpty() && to.idle.peekFirst().idleSince() - oldest < 0) {
        to.idle.removeFirst().drop();
      }
      if (to.open == 0 && to.queue.isEmpty()) {
        all.remove();
      }
    }
  }
}
