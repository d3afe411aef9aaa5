package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Dialects;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.edge.http.Request;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.Failure.NoRoute;
import dev.fairlead.model.FailureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** First step: which dialect and operation a request is of, and its envelope. */
final class Accept {
  private static final String CHAT = "openai.chat";
  private static final String GEMINI = "gemini.generate";
  private static final String MESSAGES = "anthropic.messages";
  private static final String RESPONSES = "openai.responses";

  private static final AsciiString VERSION = AsciiString.cached("anthropic-version");

  private static final Map<String, Kind> PATHS =
      Map.ofEntries(
          Map.entry("/v1/chat/completions", new Kind(CHAT, Action.CHAT)),
          Map.entry("/v1/completions", new Kind("openai.completions", Action.COMPLETE)),
          Map.entry("/v1/embeddings", new Kind("openai.embeddings", Action.EMBED)),
          Map.entry("/v1/responses", new Kind(RESPONSES, Action.CHAT)),
          Map.entry("/v1/responses/input_tokens", new Kind(RESPONSES, Action.COUNT)),
          Map.entry("/v1/messages", new Kind(MESSAGES, Action.CHAT)),
          Map.entry("/v1/messages/count_tokens", new Kind(MESSAGES, Action.COUNT)),
          Map.entry("/v1/rerank", new Kind("cohere.rerank", Action.RERANK)),
          Map.entry("/v2/rerank", new Kind("cohere.rerank", Action.RERANK)));

  private final Dialects dialects;

  Accept(Dialects dialects) {
    this.dialects = dialects;
  }

  /** A dialect and what is to be done. */
  record Kind(String dialect, Action action) {}

  /** What a request is: who reads it, and what its line says. */
  record Route(InboundWire inbound, Call call) {}

  /** A path without the prefix {@code /api} that OpenRouter's clients send. */
  static String plain(String path) {
    return path.startsWith("/api/") ? path.substring(4) : path;
  }

  /** The dialect whose callers use this path, for errors; OpenAI's chat if it is nobody's. */
  InboundWire inbound(Request request) {
    var path = plain(request.path());
    if (path.startsWith("/v1beta/")) {
      return dialects.inbound(GEMINI);
    }
    if (path.startsWith("/v1/messages") || request.header(VERSION) != null) {
      return dialects.inbound(MESSAGES);
    }
    return dialects.inbound(path.startsWith("/v1/responses") ? RESPONSES : CHAT);
  }

  /**
   * Finds the operation of a path.
   *
   * @throws FailureException with {@link NoRoute}
   */
  Route route(Request request) {
    var path = plain(request.path());
    var known = PATHS.get(path);
    var route = known != null ? route(known, request) : gemini(path, request);
    if (route == null || !request.method().equals("POST")) {
      throw new FailureException(
          new NoRoute(request.method(), shown(request.path()), route != null));
    }
    return route;
  }

  private Route route(Kind path, Request request) {
    var version = request.header(VERSION);
    return new Route(
        dialects.inbound(path.dialect()),
        new Call(path.action(), "", false, Framing.SSE, version == null ? "" : version));
  }

  /**
   * {@code /v1beta/models/NAME:METHOD}; the name may have slashes and colons. Some clients leave
   * {@code models/} out before a name with a slash.
   */
  private @Nullable Route gemini(String path, Request request) {
    int models = start(path, "/v1beta/models/", "/v1/models/", "/v1beta/");
    int colon = path.lastIndexOf(':');
    if (models < 0 || colon < models) {
      return null;
    }
    var model = decoded(path.substring(models, colon));
    return switch (path.substring(colon + 1)) {
      case "generateContent" -> gemini(GEMINI, Action.CHAT, model, false, Framing.SSE);
      case "streamGenerateContent" ->
          gemini(
              GEMINI,
              Action.CHAT,
              model,
              true,
              Query.of(request.query()).is("alt", "sse") ? Framing.SSE : Framing.JSON_ARRAY);
      case "countTokens" -> gemini(GEMINI, Action.COUNT, model, false, Framing.SSE);
      case "embedContent" -> gemini("gemini.embed", Action.EMBED, model, false, Framing.SSE);
      case "batchEmbedContents" ->
          gemini("gemini.batch_embed", Action.EMBED, model, false, Framing.SSE);
      default -> null;
    };
  }

  /** Behind the first of the beginnings that a path has; -1 if it has none. */
  private static int start(String path, String... beginnings) {
    for (var beginning : beginnings) {
      if (path.startsWith(beginning)) {
        return beginning.length();
      }
    }
    return -1;
  }

  private Route gemini(
      String dialect, Action action, String model, boolean stream, Framing framing) {
    return new Route(dialects.inbound(dialect), new Call(action, model, stream, framing, ""));
  }

  /** In a path a plus is a plus. */
  static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          new BadRequest(
              "the path has a % that two hexadecimal digits do not follow", "", "malformed_path"));
    }
  }

  /**
   * Reads the envelope.
   *
   * @throws FailureException with {@link BadRequest}
   */
  static Envelope read(Exchange exchange, Route route) {
    var request = exchange.request;
    var type = request.header(HttpHeaderNames.CONTENT_TYPE);
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new FailureException(
          new BadRequest(
              "Content-Type: %s (expected: application/json)".formatted(shown(type)),
              "",
              "unsupported_media_type"));
    }
    var envelope =
        route.inbound().envelope(route.call(), request.body()).toDo(route.call().action());
    exchange.envelope = envelope;
    return envelope;
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
