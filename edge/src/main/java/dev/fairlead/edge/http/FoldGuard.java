package dev.fairlead.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Looks at the bytes of a request's head before they are decoded: notes a header folded over two
 * lines, which the decoder would join with a space, and since when a head is under way. A head that
 * comes in the same read as the request before it is not looked at; there the joining, which RFC
 * 9112 section 5.2 allows, is what happens.
 */
final class FoldGuard extends ChannelInboundHandlerAdapter {
  private boolean inHead = true;
  private boolean folded;
  private long began;
  private int last;
  private int beforeLast;

  boolean folded() {
    return folded;
  }

  /** When the first byte of an unfinished head came, of {@link System#nanoTime}; 0 if none has. */
  long headBegan() {
    return inHead ? began : 0;
  }

  /** The request is complete; what comes next is a head. */
  void nextHead() {
    inHead = true;
    folded = false;
    began = 0;
    last = 0;
    beforeLast = 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (inHead && message instanceof ByteBuf bytes) {
      look(bytes);
    }
    ctx.fireChannelRead(message);
  }

  private void look(ByteBuf bytes) {
    if (began == 0 && bytes.isReadable()) {
      began = System.nanoTime();
    }
    int at = bytes.readerIndex();
    int to = bytes.writerIndex();
    while (at < to) {
      int feed = last == '\n' ? at - 1 : bytes.indexOf(at, to, (byte) '\n');
      if (feed < at - 1 || feed + 1 >= to) {
        break;
      }
      int next = bytes.getByte(feed + 1);
      if (next == ' ' || next == '\t') {
        folded = true;
      }
      if (next == '\r' || next == '\n') {
        inHead = false;
        return;
      }
      last = 0;
      at = feed + 1;
    }
    if (to > bytes.readerIndex()) {
      beforeLast = last;
      last = bytes.getByte(to - 1);
    }
    if (beforeLast == '\n' && last == '\r') {
      inHead = false;
    }
  }
}
