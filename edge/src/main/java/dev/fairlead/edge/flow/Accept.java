package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.openai.Envelopes;
import dev.fairlead.dialect.openai.Operation;
import dev.fairlead.edge.http.Request;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.NoRoute;
import dev.fairlead.model.FailureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import java.util.Map;

/** First step: which dialect and operation a request is of, and its envelope. */
final class Accept {
  private static final Map<String, Operation> PATHS =
      Map.of(
          "/v1/chat/completions", Operation.CHAT,
          "/v1/completions", Operation.COMPLETION,
          "/v1/embeddings", Operation.EMBEDDING);

  private Accept() {}

  /** A path without the prefix {@code /api} that OpenRouter's clients send. */
  static String plain(String path) {
    return path.startsWith("/api/") ? path.substring(4) : path;
  }

  /**
   * Finds the operation of a path.
   *
   * @throws FailureException with {@link NoRoute}
   */
  static Operation route(Request request) {
    var operation = PATHS.get(plain(request.path()));
    if (operation == null || !request.method().equals("POST")) {
      throw new FailureException(
          new NoRoute(request.method(), shown(request.path()), operation != null));
    }
    return operation;
  }

  /**
   * Reads the envelope.
   *
   * @throws FailureException with {@link BadRequest}
   */
  static Envelope read(Exchange exchange, Operation operation) {
    var request = exchange.request;
    var type = request.header(HttpHeaderNames.CONTENT_TYPE);
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new FailureException(
          new BadRequest(
              "Content-Type: %s (expected: application/json)".formatted(shown(type)),
              "",
              "unsupported_media_type"));
    }
    var envelope = Envelopes.read(operation, request.body());
    exchange.envelope = envelope;
    return envelope;
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
