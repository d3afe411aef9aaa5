package dev.fairlead.edge.http;

import dev.fairlead.config.Config;
import dev.fairlead.edge.loop.Sweeper;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.Overloaded;
import dev.fairlead.model.Failure.SlowClient;
import dev.fairlead.model.Failure.TooLarge;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Puts a client's requests together and hands them on, one at a time and in order; what comes
 * meanwhile (pipelining) waits, and beyond {@link #WAITING} the connection is not read.
 *
 * <p>One for each HTTP/1.1 connection and for each HTTP/2 stream; used on its loop only.
 */
final class Inbound extends ChannelInboundHandlerAdapter implements Sweeper.Watched {
  /** Requests that may wait behind the running one. */
  private static final int WAITING = 16;

  private static final byte[] NOTHING = new byte[0];

  /** What is waiting: a whole request, or what is wrong with one. */
  private record Arrived(
      Request request, @Nullable Failure fault, boolean keepAlive, boolean oldHttp, long taken) {}

  private final Door door;
  private final Config.Timeouts timeouts;
  private final Sweeper sweeper;
  private final boolean stream;
  private final @Nullable FoldGuard guard;
  private final Deque<Arrived> waiting = new ArrayDeque<>(2);
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable HttpRequest head;
  private @Nullable Failure fault;
  private byte[] body = NOTHING;
  private int length;
  private long taken;
  private long since = System.nanoTime();
  private long headSince;
  private @Nullable Client running;
  private long runningTaken;
  private boolean expected;

  /** No request is taken in any more: the answers to those that were end the connection. */
  private boolean closing;

  private long stalledSince;

  /**
   * @param stream whether this serves one HTTP/2 stream rather than a connection
   */
  Inbound(Door door, Sweeper sweeper, boolean stream, @Nullable FoldGuard guard) {
    this.door = door;
    this.timeouts = door.config().timeouts();
    this.sweeper = sweeper;
    this.stream = stream;
    this.guard = guard;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    sweeper.watch(this);
  }

  boolean draining() {
    return door.draining();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (message instanceof HttpContent content) {
        more(context, content);
        if (content instanceof LastHttpContent last) {
          complete(context, last);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    if (closing) {
      // An earlier request was the last of this connection: nothing is done for this one.
      return;
    }
    head = request;
    body = NOTHING;
    length = 0;
    taken = 0;
    fault = faultOf(request);
    since = System.nanoTime();
    headSince = since;
    if (fault == null) {
      reserve(request);
    }
    if (fault != null) {
      refuse(context, request);
    } else if (HttpUtil.is100ContinueExpected(request)) {
      expected = true;
      encourage(context);
    }
  }

  /** What follows on this connection is not to be trusted or not wanted. */
  private void refuse(ChannelHandlerContext context, HttpRequest request) {
    head = null;
    arrive(context, request, false);
  }

  /** Says 100 to a client that waits for it, as soon as no answer before it is under way. */
  private void encourage(ChannelHandlerContext context) {
    if (expected && running == null && waiting.isEmpty()) {
      expected = false;
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private @Nullable Failure faultOf(HttpRequest request) {
    var result = request.decoderResult();
    if (result.isFailure()) {
      return malformed(result.cause());
    }
    if (guard != null && guard.folded()) {
      return new BadRequest(
          "a header is folded over two lines (RFC 9112 section 5.2)", "", "malformed_http");
    }
    var headers = request.headers();
    if (!stream
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && headers.getAll(HttpHeaderNames.HOST).size() != 1) {
      return new BadRequest(
          "%d Host headers (expected: one)".formatted(headers.getAll(HttpHeaderNames.HOST).size()),
          "",
          "malformed_http");
    }
    var expect = headers.get(HttpHeaderNames.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return new BadRequest("Expect: only 100-continue is known", "", "expectation_failed");
    }
    return null;
  }

  private static Failure malformed(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new BadRequest("the request line is too long", "", "uri_too_long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new BadRequest("the header section is too large", "", "headers_too_large");
    }
    return new BadRequest("malformed HTTP: " + said(cause), "", "malformed_http");
  }

  /** Netty's words without bytes of the request that could be a secret. */
  private static String said(Throwable cause) {
    var name = cause.getClass().getSimpleName();
    return switch (name) {
      case "ContentLengthNotAllowedException" ->
          "both Content-Length and Transfer-Encoding were sent";
      case "TransferEncodingNotAllowedException" -> "this Transfer-Encoding is not allowed";
      case "InvalidLineSeparatorException" -> "a line does not end in CR LF";
      case "NumberFormatException" -> "a length is no number";
      default -> "the request cannot be read (" + name + ")";
    };
  }

  /** Makes room for the body that is announced. */
  private void reserve(HttpRequest request) {
    long announced = HttpUtil.getContentLength(request, -1L);
    long limit = door.config().limits().body();
    if (announced > limit) {
      fault = new TooLarge(limit);
    } else if (announced > 0) {
      grow((int) Math.min(announced, 1 << 20));
    }
  }

  private void more(ChannelHandlerContext context, HttpContent content) {
    var request = head;
    if (request == null) {
      return;
    }
    since = System.nanoTime();
    int bytes = content.content().readableBytes();
    if (bytes == 0) {
      return;
    }
    long limit = door.config().limits().body();
    if (length + (long) bytes > limit) {
      fault = new TooLarge(limit);
    } else if (length + bytes > body.length) {
      grow((int) Math.min(limit, Math.max(length + bytes, 2L * body.length)));
    }
    if (fault != null) {
      refuse(context, request);
    } else {
      content.content().getBytes(content.content().readerIndex(), body, length, bytes);
      length += bytes;
    }
  }

  private void grow(int size) {
    long more = size - (long) body.length;
    if (!door.memory().take(more)) {
      fault = new Overloaded("the gateway holds as much as it may", Duration.ofSeconds(1));
      return;
    }
    taken += more;
    body = Arrays.copyOf(body, size);
  }

  private void complete(ChannelHandlerContext context, LastHttpContent last) {
    var request = head;
    head = null;
    expected = false;
    if (guard != null) {
      guard.nextHead();
    }
    if (request == null) {
      return;
    }
    if (last.decoderResult().isFailure()) {
      fault = malformed(last.decoderResult().cause());
    }
    arrive(context, request, fault == null && HttpUtil.isKeepAlive(request));
  }

  private void arrive(ChannelHandlerContext context, HttpRequest request, boolean keepAlive) {
    if (!keepAlive) {
      closing = true;
    }
    if (fault != null) {
      forgetBody();
    }
    var uri = request.uri();
    int mark = uri.indexOf('?');
    var whole =
        new Request(
            request.method().name(),
            mark < 0 ? uri : uri.substring(0, mark),
            mark < 0 ? "" : uri.substring(mark + 1),
            request.headers(),
            length == body.length ? body : Arrays.copyOf(body, length),
            headSince);
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    waiting.add(new Arrived(whole, fault, keepAlive, old, taken));
    body = NOTHING;
    taken = 0;
    length = 0;
    if (waiting.size() > WAITING) {
      context.channel().config().setAutoRead(false);
    }
    next(context);
  }

  private void forgetBody() {
    door.memory().give(taken);
    taken = 0;
    body = NOTHING;
    length = 0;
  }

  private void next(ChannelHandlerContext context) {
    if (running != null || waiting.isEmpty()) {
      return;
    }
    var arrived = waiting.remove();
    if (!closing && waiting.size() <= WAITING && !context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(true);
    }
    var client =
        new Client(
            context,
            this,
            arrived.keepAlive,
            arrived.oldHttp,
            arrived.request.method().equals(HttpMethod.HEAD.name()));
    running = client;
    runningTaken = arrived.taken;
    door.counts().begun();
    if (arrived.fault != null) {
      door.exchanges().refuse(arrived.request, client, arrived.fault);
    } else {
      door.exchanges().begin(arrived.request, client);
    }
  }

  /** The running exchange has sent its whole answer. */
  void answered(boolean stays) {
    release();
    var context = ctx;
    if (context == null) {
      return;
    }
    since = System.nanoTime();
    if (!stays && !stream) {
      closing = true;
      head = null;
      forgetAll();
      context
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(_ -> Lingering.close(context.channel()));
    } else {
      next(context);
      encourage(context);
    }
  }

  /** What has come and will not be carried out. */
  private void forgetAll() {
    waiting.forEach(arrived -> door.memory().give(arrived.taken));
    waiting.clear();
    forgetBody();
  }

  private void release() {
    if (running != null) {
      running = null;
      door.memory().give(runningTaken);
      runningTaken = 0;
      door.counts().ended();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      stalledSince = 0;
      if (running != null) {
        running.writable();
      }
    } else {
      stalledSince = System.nanoTime();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HttpServerUpgradeHandler.UpgradeEvent && guard != null) {
      // HTTP/2 takes over; each of its streams has an Inbound of its own.
      context.pipeline().remove(guard);
      context.pipeline().remove(this);
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    leave();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    leave();
  }

  private void leave() {
    sweeper.forget(this);
    var client = running;
    release();
    if (client != null) {
      client.leave();
    }
    forgetAll();
    ctx = null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A broken connection; channelInactive tells whom it concerns.
    context.close();
  }

  @Override
  public void check(long now) {
    var context = ctx;
    if (context == null) {
      return;
    }
    if (stalledSince != 0 && now - stalledSince > timeouts.write().toNanos()) {
      context.close();
    } else if (head != null) {
      if (now - since > timeouts.body().toNanos()) {
        fault = new SlowClient("the request's body", timeouts.body());
        refuse(context, head);
      }
    } else if (running == null && waiting.isEmpty()) {
      idle(context, now);
    }
  }

  private void idle(ChannelHandlerContext context, long now) {
    long headBegan = guard == null ? 0 : guard.headBegan();
    if (headBegan != 0) {
      if (now - headBegan > timeouts.header().toNanos()) {
        context.close();
      }
    } else if (!stream
        && (now - since > timeouts.idle().toNanos() || (door.draining() && !closing))) {
      context.close();
    }
  }
}
