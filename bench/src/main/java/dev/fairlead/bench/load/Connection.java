package dev.fairlead.bench.load;

import dev.fairlead.bench.http.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * A client's connection with at most one request in flight.
 *
 * <p>Belongs to its event loop; only used there.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  /** What is told of a connection, on its event loop. */
  interface Listener {
    /** An answer is complete; the reader holds it until this returns. */
    void answered(Connection connection, MessageReader answer);

    /** More events of a stream have come. */
    void events(long more);

    /** The connection is gone; {@code busy} when a request was in flight. */
    void closed(Connection connection, boolean busy, String why);
  }

  private final Listener listener;
  private final byte[] scratch;
  private final Channel channel;
  private final MessageReader reader = MessageReader.ofAnswers();
  private boolean busy;
  private boolean closed;
  private String why = "connection closed before the answer was whole";

  /** The intended time of the request in flight, for the owner's use. */
  long intended;

  Connection(Channel channel, Listener listener, byte[] scratch) {
    this.channel = channel;
    this.listener = listener;
    this.scratch = scratch;
  }

  /** Sends a request; the buffer's own positions and references stay as they are. */
  void send(ByteBuf request) {
    busy = true;
    reader.reset();
    var _ = channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
  }

  void close() {
    var _ = channel.close();
  }

  boolean open() {
    return !closed;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var in = (ByteBuf) message;
    try {
      while (in.isReadable()) {
        int length = Math.min(in.readableBytes(), scratch.length);
        in.readBytes(scratch, 0, length);
        read(length);
      }
    } finally {
      in.release();
    }
  }

  private void read(int length) {
    for (int at = 0; at < length; ) {
      if (!busy) {
        fail("bytes without a request");
        return;
      }
      long before = reader.events();
      at = reader.feed(scratch, at, length);
      if (reader.events() != before) {
        listener.events(reader.events() - before);
      }
      if (reader.complete()) {
        finish();
      }
    }
  }

  private void finish() {
    busy = false;
    if (!reader.keepAlive()) {
      closed = true;
      close();
    }
    listener.answered(this, reader);
  }

  private void fail(String reason) {
    why = reason;
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    boolean wasOpen = !closed;
    closed = true;
    if (busy && reader.begun() && reader.closed()) {
      finish();
    }
    if (wasOpen || busy) {
      listener.closed(this, busy, why);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause.toString());
  }
}
