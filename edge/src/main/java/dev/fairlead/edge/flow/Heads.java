package dev.fairlead.edge.flow;

import dev.fairlead.edge.http.Head;
import dev.fairlead.routing.Plan.Step;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers of an answer: the provider's, without those of the hop and of its own household, and
 * ours, which tell what the gateway did.
 */
final class Heads {
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "content-encoding",
          "set-cookie",
          "server",
          "date",
          "alt-svc",
          "via",
          "strict-transport-security",
          "x-powered-by",
          "nel",
          "report-to",
          "openai-organization",
          "openai-project",
          "vary");

  /** Where providers tell their own id of a request. */
  private static final Set<String> UPSTREAM_IDS =
      Set.of("x-request-id", "request-id", "x-amzn-requestid", "apim-request-id");

  private Heads() {}

  /** For an answer that is relayed. */
  static Head answer(Attempt attempt, HttpHeaders headers) {
    return passed(
        attempt.exchange(),
        attempt.step(),
        attempt.sending().warnings(),
        attempt.status(),
        headers);
  }

  static Head passed(
      Exchange exchange, Step step, List<String> warnings, int status, HttpHeaders headers) {
    var head = new Head(status);
    for (var all = headers.iteratorCharSequence(); all.hasNext(); ) {
      var field = all.next();
      var name = field.getKey().toString().toLowerCase(Locale.ROOT);
      if (!NOT_PASSED.contains(name)
          && !name.startsWith("x-fairlead-")
          && !name.startsWith("access-control-")
          && !name.startsWith("cf-")) {
        head.with(name, field.getValue());
      }
    }
    return ours(head, exchange, step, warnings);
  }

  /** For an answer that was translated: of the provider's headers its limits only. */
  static Head translated(Attempt attempt, HttpHeaders headers, String contentType) {
    var head = new Head(attempt.status()).with("content-type", contentType);
    for (var all = headers.iteratorCharSequence(); all.hasNext(); ) {
      var field = all.next();
      var name = field.getKey().toString().toLowerCase(Locale.ROOT);
      if (name.contains("ratelimit") || name.equals("retry-after")) {
        head.with(name, field.getValue());
      } else if (UPSTREAM_IDS.contains(name)) {
        head.with("x-fairlead-upstream-id", field.getValue());
      }
    }
    return ours(head, attempt.exchange(), attempt.step(), attempt.sending().warnings());
  }

  private static Head ours(Head head, Exchange exchange, Step step, List<String> warnings) {
    head.with("x-fairlead-id", exchange.id)
        .with("x-fairlead-endpoint", step.target().name())
        .with("x-fairlead-attempts", Integer.toString(exchange.attempts));
    if (!warnings.isEmpty()) {
      head.with("x-fairlead-warnings", String.join(", ", warnings));
    }
    return head;
  }

  /** For events that the gateway has kept. */
  static Head events(Exchange exchange) {
    return new Head(200)
        .with("content-type", "text/event-stream; charset=utf-8")
        .with("cache-control", "no-cache")
        .with("x-fairlead-id", exchange.id);
  }

  /** For an answer of the gateway's own. */
  static Head own(Exchange exchange, int status) {
    var head =
        new Head(status)
            .with("content-type", "application/json")
            .with("x-fairlead-id", exchange.id);
    return exchange.attempts == 0
        ? head
        : head.with("x-fairlead-attempts", Integer.toString(exchange.attempts));
  }
}
