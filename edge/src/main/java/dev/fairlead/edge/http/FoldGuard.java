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
  private boolean begun;
  private long began;
  private int last;

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
    begun = false;
    began = 0;
    last = 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (inHead && message instanceof ByteBuf bytes) {
      look(bytes);
    }
    ctx.fireChannelRead(message);
  }

  private void look(ByteBuf bytes) {
    int to = bytes.writerIndex();
    int at = begun ? bytes.readerIndex() : firstOf(bytes, to);
    if (at == to) {
      return;
    }
    if (last == '\n') {
      lineBegins(bytes.getByte(at));
    }
    while (inHead) {
      int feed = bytes.indexOf(at, to, (byte) '\n');
      if (feed < 0 || feed + 1 == to) {
        break;
      }
      at = feed + 1;
      lineBegins(bytes.getByte(at));
    }
    last = bytes.getByte(to - 1);
  }

  /** Steps over empty lines before the request; notes that it has begun. */
  private int firstOf(ByteBuf bytes, int to) {
    int at = bytes.readerIndex();
    while (at < to && (bytes.getByte(at) == '\r' || bytes.getByte(at) == '\n')) {
      at++;
    }
    if (at < to) {
      begun = true;
      began = System.nanoTime();
    }
    return at;
  }

  private void lineBegins(byte first) {
    if (first == ' ' || first == '\t') {
      folded = true;
    } else if (first == '\r' || first == '\n') {
      inHead = false;
    }
  }
}
