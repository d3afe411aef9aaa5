package dev.fairlead.edge.flow;

import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.edge.flow.Outcome.Failed;
import dev.fairlead.edge.flow.Outcome.Left;
import dev.fairlead.edge.flow.Outcome.Refused;
import dev.fairlead.edge.flow.Outcome.Relayed;
import dev.fairlead.ledger.Settlement;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Usage;
import dev.fairlead.money.Cost;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/** Sixth step: what the exchange came to, whatever its end: usage, exact cost, one record. */
final class Settle {
  private final Consumer<Settlement> records;

  /**
   * @param records takes each settlement; must not block
   */
  Settle(Consumer<Settlement> records) {
    this.records = records;
  }

  /** The attempts came to an end that needs no error of ours. */
  void answered(Exchange exchange, Outcome outcome) {
    switch (outcome) {
      case Relayed r -> record(exchange, r.end(), r.status(), r.usage(), r.finish(), r.firstAt());
      case Refused(var attempt, var head, var body, _) -> {
        exchange.client.loop().execute(() -> exchange.client.answer(head, body));
        record(exchange, End.FAILED, attempt.status(), Usage.NONE, "", System.nanoTime());
      }
      case Left _ -> record(exchange, End.CANCELLED, 0, Usage.NONE, "", -1);
      case Failed _ -> throw new IllegalStateException("a failed attempt is no answer");
    }
  }

  /** The gateway answers by itself, with an estimate. */
  void estimated(Exchange exchange, byte[] body) {
    var head = Heads.own(exchange, 200).with("x-fairlead-estimated", "true");
    exchange.client.loop().execute(() -> exchange.client.answer(head, body));
    record(exchange, End.ANSWERED, 200, Usage.NONE, "", System.nanoTime());
  }

  /** Nothing has reached the client: it is told why. */
  void failed(Exchange exchange, Failure failure) {
    refused(exchange, exchange.inbound.error(failure));
  }

  /** Nothing has reached the client: it is told this. */
  void refused(Exchange exchange, ErrorAnswer said) {
    var head = Heads.own(exchange, said.status());
    if (said.retryAfter().isPositive()) {
      long seconds = said.retryAfter().plusMillis(999).toSeconds();
      head.with("retry-after", Long.toString(seconds));
    }
    var body = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.client.loop().execute(() -> exchange.client.answer(head, body));
    record(exchange, End.FAILED, said.status(), Usage.NONE, "", System.nanoTime());
  }

  private void record(
      Exchange exchange, End end, int status, Usage usage, String finish, long firstAt) {
    long now = System.nanoTime();
    var served = exchange.served;
    long total = (now - exchange.began) / 1000;
    records.accept(
        new Settlement(
            exchange.id,
            Instant.now().minusNanos(now - exchange.began),
            exchange.key,
            exchange.dialect(),
            exchange.asked(),
            served == null ? "" : served.target().name(),
            served == null ? "" : served.credential().id(),
            exchange.stream(),
            end,
            status,
            finish,
            usage,
            served == null ? Cost.ZERO : Cost.of(usage, served.target().endpoint()),
            exchange.attempts,
            exchange.failures,
            firstAt < 0 ? -1 : (firstAt - exchange.began) / 1000,
            total,
            exchange.snapshot.reach().catalogue().version()));
  }
}
