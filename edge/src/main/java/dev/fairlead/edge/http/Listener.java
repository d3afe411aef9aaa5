package dev.fairlead.edge.http;

import dev.fairlead.edge.loop.Loops;
import dev.fairlead.edge.loop.Sweeper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The data port: takes connections in, HTTP/1.1 and HTTP/2, plain (h2c by prior knowledge or
 * upgrade) or TLS (by ALPN), and puts an {@link Inbound} on each.
 */
public final class Listener {
  /** The longest body of a request that asks for HTTP/2 by upgrade. */
  private static final int UPGRADABLE = 64 << 10;

  private final Door door;
  private final Loops loops;
  private final Function<EventLoop, Sweeper> sweepers;
  private final Optional<SslContext> tls;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private @Nullable Channel server;

  public Listener(
      Door door, Loops loops, Function<EventLoop, Sweeper> sweepers, Optional<SslContext> tls) {
    this.door = door;
    this.loops = loops;
    this.sweepers = sweepers;
    this.tls = tls;
  }

  /**
   * Opens the port.
   *
   * @throws java.net.BindException if it is taken
   */
  public InetSocketAddress open() throws InterruptedException {
    var listen = door.config().listen();
    var channel =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.server())
            .option(ChannelOption.SO_BACKLOG, 4096)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(64 << 10, 256 << 10))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel one) {
                    accept(one);
                  }
                })
            .bind(listen.host(), listen.port())
            .sync()
            .channel();
    server = channel;
    return (InetSocketAddress) channel.localAddress();
  }

  private void accept(Channel channel) {
    if (open.size() >= door.config().limits().connections()) {
      channel.close();
      return;
    }
    open.add(channel);
    door.counts().connected();
    channel.closeFuture().addListener(_ -> door.counts().disconnected());
    var pipeline = channel.pipeline();
    if (tls.isPresent()) {
      pipeline.addLast(tls.get().newHandler(channel.alloc()));
      pipeline.addLast(
          new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
            @Override
            protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
              if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                http2(ctx.pipeline());
              } else {
                http1(ctx.pipeline(), false);
              }
            }
          });
    } else {
      http1(pipeline, true);
    }
  }

  private HttpDecoderConfig decoding() {
    int headers = door.config().limits().headers();
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(8 << 10)
        .setMaxHeaderSize(headers)
        .setMaxChunkSize(64 << 10);
  }

  private void http1(ChannelPipeline pipeline, boolean upgradable) {
    var guard = new FoldGuard();
    var sweeper = sweepers.apply(pipeline.channel().eventLoop());
    pipeline.addLast(guard);
    var codec = new HttpServerCodec(decoding());
    if (upgradable) {
      pipeline.addLast(
          new CleartextHttp2ServerUpgradeHandler(
              codec,
              new HttpServerUpgradeHandler(
                  codec,
                  this::upgrade,
                  UPGRADABLE,
                  DefaultHttpHeadersFactory.headersFactory(),
                  DefaultHttpHeadersFactory.trailersFactory(),
                  true) {
                @Override
                protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
                  // A long body would have to be held here; it comes by HTTP/1.1 as well.
                  return !HttpUtil.isTransferEncodingChunked(request)
                      && HttpUtil.getContentLength(request, 0L) <= UPGRADABLE;
                }
              },
              new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                  // Prior knowledge of HTTP/2: nothing of HTTP/1.1 stays.
                  channel.pipeline().remove(guard);
                  channel.pipeline().remove(Inbound.class);
                  http2(channel.pipeline());
                }
              }));
    } else {
      pipeline.addLast(codec);
    }
    pipeline.addLast(new Inbound(door, sweeper, false, guard));
  }

  private HttpServerUpgradeHandler.@Nullable UpgradeCodec upgrade(CharSequence protocol) {
    return AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
        ? new Http2ServerUpgradeCodec(frames(), streams())
        : null;
  }

  private void http2(ChannelPipeline pipeline) {
    long idle = door.config().timeouts().idle().toMillis();
    var frames = frames();
    pipeline.addLast(frames, streams(), new IdleStateHandler(0, 0, idle, TimeUnit.MILLISECONDS));
    pipeline.addLast(
        new ChannelInboundHandlerAdapter() {
          @Override
          public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof IdleStateEvent && frames.connection().numActiveStreams() == 0) {
              ctx.close();
            }
          }
        });
  }

  private Http2FrameCodec frames() {
    var settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(256)
            .initialWindowSize(1 << 20)
            .maxHeaderListSize(door.config().limits().headers());
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(settings)
        .gracefulShutdownTimeoutMillis(door.config().timeouts().drain().toMillis())
        .build();
  }

  private Http2MultiplexHandler streams() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            var sweeper = sweepers.apply(stream.eventLoop());
            stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true));
            stream.pipeline().addLast(new Inbound(door, sweeper, true, null));
          }
        });
  }

  /** Takes no more connections; HTTP/2 clients are told to go elsewhere with what is new. */
  public void stopAccepting() {
    if (server != null) {
      server.close().awaitUninterruptibly(1000);
    }
    for (var channel : open) {
      if (channel.pipeline().get(Http2FrameCodec.class) != null) {
        channel.close();
      }
    }
  }

  /** Closes every connection, whatever it does. */
  public void closeAll() {
    open.close().awaitUninterruptibly(2000);
  }
}
