package dev.fairlead.edge.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One connection to a provider; one request at a time. Used on its loop only. */
public final class Connection extends ChannelInboundHandlerAdapter {
  /** Hears the answer to one request. */
  public interface Listener {
    void head(HttpResponse head);

    /** A piece of the body; the buffer is the listener's from now on. */
    void body(ByteBuf bytes);

    /** What could be read has been read; more may come. */
    void pause();

    /** The answer is complete; the connection goes back to its pool by itself. */
    void end();

    /**
     * The connection broke before the answer was complete.
     *
     * @param untouched whether not one byte of an answer came
     */
    void broken(String why, boolean untouched);
  }

  private static final String INFLATE = "inflate";

  private final Pool pool;
  private final Address address;
  private final Channel channel;
  private final AnswerDecoder decoder;
  private @Nullable Listener listener;
  private boolean untouched;
  private boolean keepAlive;
  private boolean informational;
  private boolean inflating;
  private boolean finished;
  private int served;
  private long idleSince;

  Connection(Pool pool, Address address, Channel channel, AnswerDecoder decoder) {
    this.pool = pool;
    this.address = address;
    this.channel = channel;
    this.decoder = decoder;
  }

  Address address() {
    return address;
  }

  /** Whether an earlier request was answered on this connection, so that it may have gone stale. */
  public boolean reused() {
    return served > 0;
  }

  boolean usable() {
    return channel.isActive();
  }

  long idleSince() {
    return idleSince;
  }

  void idleFrom(long now) {
    idleSince = now;
  }

  /** Sends a request; what comes back goes to the listener. */
  public void send(FullHttpRequest request, Listener to) {
    listener = to;
    untouched = true;
    keepAlive = false;
    channel.writeAndFlush(request, channel.voidPromise());
  }

  /** Reads on, or stops reading: so the client's pace becomes the provider's. */
  public void reading(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Ends the connection; the listener hears no more. */
  public void drop() {
    listener = null;
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var to = listener;
    if (to == null) {
      ReferenceCountUtil.release(message);
      ctx.close();
      return;
    }
    untouched = false;
    if (message instanceof HttpResponse head) {
      informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (head.decoderResult().isFailure()) {
        ReferenceCountUtil.release(message);
        fail("its answer is not HTTP");
        return;
      }
      if (!inflating && head.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
        inflate(ctx, head);
        return;
      }
      if (!informational) {
        keepAlive = HttpUtil.isKeepAlive(head);
        to.head(head);
      }
    }
    if (message instanceof HttpContent content) {
      body(to, content);
    }
  }

  /** Compressed although nobody asked for it: from now on the answers are unpacked. */
  private void inflate(ChannelHandlerContext ctx, HttpResponse head) {
    inflating = true;
    ctx.pipeline().addBefore(ctx.name(), INFLATE, new HttpContentDecompressor(0));
    var before = ctx.pipeline().context(INFLATE);
    try {
      ((ChannelInboundHandler) before.handler()).channelRead(before, head);
    } catch (Exception e) {
      fail(Reasons.of(e));
    }
  }

  private void body(Listener to, HttpContent content) {
    if (informational) {
      content.release();
      return;
    }
    if (content.decoderResult().isFailure()) {
      content.release();
      fail("its answer's framing is broken");
      return;
    }
    if (content.content().isReadable() && listener != null) {
      to.body(content.content());
    } else {
      content.release();
    }
    if (content instanceof LastHttpContent && listener == to) {
      listener = null;
      served++;
      finished = true;
      to.end();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (finished) {
      // Only now is it known that nothing follows the answer, which would be taken for the next.
      finished = false;
      pool.giveBack(this, keepAlive && decoder.clean());
    } else if (listener != null) {
      listener.pause();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pool.closed(this);
    tell("the connection was closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(Reasons.of(cause));
  }

  private void fail(String why) {
    tell(why);
    channel.close();
  }

  private void tell(String why) {
    var to = listener;
    listener = null;
    if (to != null) {
      to.broken(why, untouched);
    }
  }
}
