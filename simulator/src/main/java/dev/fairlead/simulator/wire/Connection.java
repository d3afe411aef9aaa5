package dev.fairlead.simulator.wire;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.wire.Incoming.BadRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads requests one after the other and plays each answer before the next is
 * served. Lives on its event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails reaches exceptionCaught
final class Connection extends ChannelInboundHandlerAdapter {
  private static final long TICK = 1_000_000;
  private static final int MOST_WAITING = 1 << 20;
  private static final byte[] CONTINUE = Out.ascii("HTTP/1.1 100 Continue\r\n\r\n");

  /** What is written during one call from the loop; empty between two calls. */
  private static final FastThreadLocal<Out> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected Out initialValue() {
          return new Out(64 << 10);
        }
      };

  private final Service service;
  private final Journal journal;
  private final Inbox inbox = new Inbox();
  private @Nullable Playback playing;
  private @Nullable ScheduledFuture<?> timer;
  private boolean stalled;
  private boolean closing;

  Connection(Service service, Journal journal) {
    this.service = service;
    this.journal = journal;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    journal.connected();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var bytes = (ByteBuf) message;
    if (!closing) {
      inbox.add(bytes);
    }
    bytes.release();
    if (playing != null && inbox.size() > MOST_WAITING) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    goOn(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable() && playing != null && timer == null) {
      // Not at once: this may be called from inside a flush of goOn.
      ctx.channel().eventLoop().execute(() -> goOn(ctx));
    }
  }

  /** Plays and serves until there is something to wait for. */
  private void goOn(ChannelHandlerContext ctx) {
    boolean full = playing != null && !ctx.channel().isWritable();
    if (timer != null || stalled || closing || full || !ctx.channel().isActive()) {
      return;
    }
    var out = SCRATCH.get();
    try {
      while (playing != null || serve(out)) {
        if (!play(ctx, out)) {
          return;
        }
      }
    } catch (BadRequest e) {
      refuse(e, out);
      closing = true;
    } finally {
      send(ctx, out, 0);
    }
    if (closing) {
      close(ctx.channel());
    } else if (!ctx.channel().config().isAutoRead()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  /** Starts the next request's answer; false if no whole request is here. */
  private boolean serve(Out out) throws BadRequest {
    if (closing) {
      return false;
    }
    var request = inbox.poll();
    if (request == null) {
      if (inbox.takeContinue()) {
        out.put(CONTINUE);
      }
      return false;
    }
    long number = journal.seen(request);
    var what = service.serve(request, number);
    playing = new Playback(what, request.http10(), request.last());
    inbox.drop();
    return true;
  }

  /** Goes on with an answer; true when it is over and the next may be served. */
  private boolean play(ChannelHandlerContext ctx, Out out) {
    var now = playing;
    if (now == null) {
      return true;
    }
    while (true) {
      long wait = now.advance(out);
      if (wait == Playback.OVER) {
        over(ctx, now, out);
        return true;
      }
      send(ctx, out, now.chunkBytes());
      if (wait == Playback.STALLED) {
        stalled = true;
        journal.outcome(Outcome.STALLED);
        return false;
      }
      if (wait == Playback.SEND) {
        if (!ctx.channel().isWritable()) {
          return false;
        }
        continue;
      }
      timer =
          ctx.channel().eventLoop().schedule(() -> wake(ctx), toTick(wait), TimeUnit.NANOSECONDS);
      return false;
    }
  }

  /** So long a wait that it ends on a whole tick, where other streams wake up too. */
  private static long toTick(long wait) {
    long due = System.nanoTime() + wait;
    return wait + Math.floorMod(-due, TICK);
  }

  private void wake(ChannelHandlerContext ctx) {
    timer = null;
    goOn(ctx);
  }

  private void over(ChannelHandlerContext ctx, Playback now, Out out) {
    if (now.chunkBytes() > 0) {
      send(ctx, out, now.chunkBytes());
    }
    playing = null;
    closing = now.closes();
    journal.outcome(now.outcome());
    journal.over();
  }

  private static void send(ChannelHandlerContext ctx, Out out, int chunkBytes) {
    int size = out.size();
    if (size == 0) {
      return;
    }
    int step = chunkBytes > 0 ? chunkBytes : size;
    for (int from = 0; from < size; from += step) {
      int length = Math.min(step, size - from);
      var buffer = ctx.alloc().directBuffer(length).writeBytes(out.array(), from, length);
      ctx.writeAndFlush(buffer, ctx.voidPromise());
    }
    out.truncate(0);
  }

  private static void refuse(BadRequest e, Out out) {
    var body = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
    out.put("HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n")
        .put("content-length: ")
        .put(body.length)
        .put("\r\n\r\n")
        .put(body);
  }

  private static void close(Channel channel) {
    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (timer != null) {
      timer.cancel(false);
    }
    if (playing != null) {
      playing = null;
      journal.outcome(Outcome.CANCELLED);
      journal.over();
    }
    journal.disconnected();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close(); // the other side is gone, or a write failed: either way nobody listens
  }
}
