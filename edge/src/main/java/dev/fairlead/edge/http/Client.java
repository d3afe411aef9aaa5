package dev.fairlead.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The one who asked, as far as one exchange is concerned: takes an answer, whole or in pieces, and
 * tells when it went away or when it cannot keep up.
 *
 * <p>Used on its event loop only.
 */
public final class Client {
  /** Hears of the client while an exchange runs. */
  public interface Watcher {
    /** The client went away. */
    void gone();

    /** The client reads again. */
    void readsAgain();
  }

  /** Fields are the provider's, which the decoder has checked, or made here of checked parts. */
  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final ChannelHandlerContext ctx;
  private final Inbound inbound;
  private final boolean keepAlive;
  private final boolean oldHttp;
  private final boolean headOnly;
  private @Nullable Watcher watcher;
  private boolean begun;
  private boolean ended;
  private boolean gone;
  private boolean stays;

  Client(
      ChannelHandlerContext ctx,
      Inbound inbound,
      boolean keepAlive,
      boolean oldHttp,
      boolean headOnly) {
    this.ctx = ctx;
    this.inbound = inbound;
    this.keepAlive = keepAlive;
    this.oldHttp = oldHttp;
    this.headOnly = headOnly;
  }

  public EventLoop loop() {
    return ctx.channel().eventLoop();
  }

  /** Who is told from now on; told at once if the client is gone already. */
  public void watch(Watcher one) {
    watcher = one;
    if (gone) {
      one.gone();
    }
  }

  /** No longer tells this one. */
  public void unwatch(Watcher one) {
    if (watcher == one) {
      watcher = null;
    }
  }

  public boolean isGone() {
    return gone;
  }

  /** Whether more can be sent without it piling up here. */
  public boolean keepsUp() {
    return ctx.channel().isWritable();
  }

  /** Sends a whole answer. */
  public void answer(Head head, byte[] body) {
    answer(head, Unpooled.wrappedBuffer(body));
  }

  /** Sends a whole answer; takes the buffer over. */
  public void answer(Head head, ByteBuf body) {
    if (gone || begun) {
      body.release();
      return;
    }
    begun = true;
    int length = body.readableBytes();
    if (headOnly) {
      body.release();
    }
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(head.status()),
            headOnly ? Unpooled.EMPTY_BUFFER : body,
            UNCHECKED,
            UNCHECKED);
    fill(response, head);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
    boolean last = lasts(response, true);
    finish();
    ctx.writeAndFlush(response);
    inbound.answered(last);
  }

  /**
   * Begins an answer that comes in pieces.
   *
   * @param length of the body in bytes; -1 if not known
   */
  public void begin(Head head, long length) {
    if (gone || begun) {
      return;
    }
    begun = true;
    var response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(head.status()), UNCHECKED);
    fill(response, head);
    if (length >= 0) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
    } else if (!oldHttp) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    // Without a length the end of an old answer is the end of the connection.
    stays = lasts(response, length >= 0 || !oldHttp);
    ctx.write(response);
  }

  /** Sends a piece; takes the buffer over. {@link #flush} lets it go out. */
  public void piece(ByteBuf bytes) {
    if (gone || ended || !bytes.isReadable()) {
      bytes.release();
      return;
    }
    ctx.write(new DefaultHttpContent(bytes), ctx.voidPromise());
  }

  public void flush() {
    if (!gone && !ended) {
      ctx.flush();
    }
  }

  /** The answer is complete. */
  public void end() {
    if (gone || ended) {
      return;
    }
    finish();
    ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    inbound.answered(stays && !inbound.draining());
  }

  /** The answer cannot be completed: the client must see that it is cut off. */
  public void abort() {
    if (!gone && !ended) {
      finish();
      ctx.flush();
      ctx.close();
    }
  }

  private void finish() {
    ended = true;
    watcher = null;
  }

  private static void fill(HttpResponse response, Head head) {
    var fields = head.fields();
    var headers = response.headers();
    for (int i = 0; i < fields.size(); i += 2) {
      headers.add(fields.get(i), fields.get(i + 1));
    }
  }

  /** Says whether the connection stays open after this answer, and tells the client so. */
  private boolean lasts(HttpResponse response, boolean framed) {
    boolean open = framed && keepAlive && !inbound.draining();
    if (!open) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (oldHttp) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return open;
  }

  void leave() {
    gone = true;
    var one = watcher;
    watcher = null;
    if (one != null) {
      one.gone();
    }
  }

  void writable() {
    if (watcher != null) {
      watcher.readsAgain();
    }
  }
}
