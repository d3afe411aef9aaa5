package dev.fairlead.edge.flow;

import dev.fairlead.config.Secret;
import dev.fairlead.dialect.Prepared;
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

/**
 * The request as it goes to a provider. Of the client's headers only those that mean something to a
 * provider go along: its address, cookies, and key stay here.
 */
final class UpstreamRequest {
  private static final String[] PASSED = {
    "accept",
    "idempotency-key",
    "openai-beta",
    "x-client-request-id",
    "traceparent",
    "tracestate",
    "http-referer",
    "x-title",
    "x-openrouter-title",
    "x-session-id",
    "x-simulate"
  };
  private static final String AGENT = "fairlead/0.1";

  private UpstreamRequest() {}

  static FullHttpRequest of(Request request, Route route, Step step, Prepared prepared) {
    var out =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            route.path(),
            Unpooled.wrappedBuffer(prepared.body()));
    var headers = out.headers();
    headers.set(HttpHeaderNames.HOST, route.authority());
    headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(prepared.body().length));
    headers.set(HttpHeaderNames.USER_AGENT, AGENT);
    headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
    for (var name : PASSED) {
      var value = request.header(name);
      if (value != null) {
        headers.set(name, value);
      }
    }
    var provider = step.target().upstream().provider();
    provider.headers().forEach(headers::set);
    step.credential().secret().ifPresent(key -> authorize(headers, step, key));
    return out;
  }

  private static void authorize(HttpHeaders headers, Step step, Secret key) {
    switch (step.target().upstream().provider().auth("openai.chat")) {
      case BEARER -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key.reveal());
      case API_KEY -> headers.set("api-key", key.reveal());
      case X_API_KEY -> headers.set("x-api-key", key.reveal());
      case X_GOOG_API_KEY -> headers.set("x-goog-api-key", key.reveal());
      case NONE, SIGNED -> {
        // Nothing to send; providers that sign are not reached by this dialect.
      }
    }
  }
}
