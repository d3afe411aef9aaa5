package dev.fairlead.bench.origin;

import dev.fairlead.bench.http.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to the origin: answers at once, or streams at the pace that the model names. */
final class Caller extends ChannelInboundHandlerAdapter {
  private final byte[] scratch;
  private final MessageReader reader = MessageReader.ofRequests();
  private @Nullable ScheduledFuture<?> chunks;

  Caller(byte[] scratch) {
    this.scratch = scratch;
    reader.reset();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var in = (ByteBuf) message;
    try {
      while (in.isReadable()) {
        int length = Math.min(in.readableBytes(), scratch.length);
        in.readBytes(scratch, 0, length);
        for (int at = 0; at < length; ) {
          at = reader.feed(scratch, at, length);
          if (reader.complete()) {
            answer(context, Ask.of(reader.text()));
            reader.reset();
          }
        }
      }
    } finally {
      in.release();
    }
  }

  private void answer(ChannelHandlerContext context, Ask ask) {
    if (ask.model().isEmpty()) {
      write(context, Answers.BAD_REQUEST);
    } else if (ask.stream()) {
      stream(context, Pace.of(ask.model()).orElse(Pace.UNSAID));
    } else {
      write(context, Answers.PLAIN);
    }
  }

  private void stream(ChannelHandlerContext context, Pace pace) {
    write(context, Answers.STREAM_HEAD);
    long interval = TimeUnit.MILLISECONDS.toNanos(pace.millis());
    chunks =
        context
            .executor()
            .scheduleAtFixedRate(
                new Runnable() {
                  private int left = pace.chunks();

                  @Override
                  public void run() {
                    write(context, Answers.CHUNK);
                    left--;
                    if (left == 0) {
                      write(context, Answers.STREAM_END);
                      stop();
                    }
                  }
                },
                ThreadLocalRandom.current().nextLong(interval),
                interval,
                TimeUnit.NANOSECONDS);
  }

  private static void write(ChannelHandlerContext context, ByteBuf bytes) {
    var _ = context.writeAndFlush(bytes.retainedDuplicate(), context.voidPromise());
  }

  private void stop() {
    var running = chunks;
    if (running != null) {
      running.cancel(false);
      chunks = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
