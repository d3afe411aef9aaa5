package dev.fairlead.edge.upstream;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads a provider's answers. Only POST is sent, so each answer has the body that it says. */
final class AnswerDecoder extends HttpResponseDecoder {
  AnswerDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(8 << 10)
            .setMaxHeaderSize(64 << 10)
            .setMaxChunkSize(64 << 10)
            .setInitialBufferSize(256));
  }

  /** Whether nothing has come beyond the answers that were read. */
  boolean clean() {
    return actualReadableBytes() == 0;
  }
}
