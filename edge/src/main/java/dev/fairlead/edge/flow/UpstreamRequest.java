package dev.fairlead.edge.flow;

import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.upstream.Routes.Route;
import dev.fairlead.routing.Plan.Step;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.stream.Stream;

/**
 * The request as it goes to a provider. Of the client's headers only those that mean something to a
 * provider go along: its address, cookies, and key stay here.
 */
final class UpstreamRequest {
  private static final AsciiString[] PASSED =
      cached(
          "accept",
          "idempotency-key",
          "x-client-request-id",
          "traceparent",
          "tracestate",
          "http-referer",
          "x-title",
          "x-openrouter-title",
          "x-session-id",
          "x-simulate");

  /** What means something only to a provider of the caller's own dialect. */
  private static final AsciiString[] PASSED_IN_DIALECT =
      cached("anthropic-version", "anthropic-beta", "openai-beta", "x-goog-api-client");

  private static final AsciiString AGENT = AsciiString.cached("fairlead/0.1");
  private static final AsciiString JSON = AsciiString.cached("application/json");
  private static final AsciiString IDENTITY = AsciiString.cached("identity");

  private UpstreamRequest() {}

  /** Netty looks names up by their hash, which these keep. */
  private static AsciiString[] cached(String... names) {
    return Stream.of(names).map(AsciiString::cached).toArray(AsciiString[]::new);
  }

  static FullHttpRequest of(Request request, Route route, Step step, Sending sending) {
    var outgoing = sending.outgoing();
    var out =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            route.path(),
            Unpooled.wrappedBuffer(outgoing.body()));
    var headers = out.headers();
    headers.set(HttpHeaderNames.HOST, route.authority());
    headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(outgoing.body().length));
    headers.set(HttpHeaderNames.USER_AGENT, AGENT);
    headers.set(HttpHeaderNames.ACCEPT_ENCODING, IDENTITY);
    step.target().upstream().provider().headers().forEach(headers::set);
    outgoing.headers().forEach(headers::set);
    pass(PASSED, request, headers);
    if (sending instanceof Sending.Pass) {
      pass(PASSED_IN_DIALECT, request, headers);
    }
    sending.authorization().forEach(headers::set);
    return out;
  }

  private static void pass(AsciiString[] names, Request request, HttpHeaders headers) {
    for (var name : names) {
      var value = request.header(name);
      if (value != null) {
        headers.set(name, value);
      }
    }
  }
}
