package dev.fairlead.edge.flow;

import dev.fairlead.dialect.openai.state.NextTurn;
import dev.fairlead.dialect.openai.state.QueuedResponse;
import dev.fairlead.dialect.openai.state.Refusals;
import dev.fairlead.dialect.openai.state.Refused;
import dev.fairlead.edge.flow.Stateful.Prepared;
import dev.fairlead.edge.state.Jobs;
import dev.fairlead.edge.state.Jobs.Order;
import dev.fairlead.edge.state.Kept;
import java.util.Optional;

/** Accepts responses that are made in the background: the caller has them at once, still queued. */
final class Background {
  private final Kept kept;
  private final Jobs jobs;
  private final StatePages pages;

  Background(Kept kept, Jobs jobs, StatePages pages) {
    this.kept = kept;
    this.jobs = jobs;
    this.pages = pages;
  }

  /** On the exchange's thread; with a stream it returns when the response has ended. */
  void accept(Exchange exchange, Prepared.Background asked) {
    var head = asked.head();
    var object = QueuedResponse.of(head, asked.asked());
    Blocking.call(() -> {
      var input = Keep.input(kept, asked.asked(), asked.known());
      jobs.start(head, input, object, order(exchange, asked));
      return true;
    });
    if (asked.envelope().stream()) {
      var events =
          Blocking.call(() -> kept.store().events().subscribe(head.ref(), -1))
              .orElseThrow(() -> new Refused(Refusals.noResponse(head.ref().id())));
      pages.follow(exchange, events);
    } else {
      StatePages.say(exchange, 200, object);
    }
  }

  private static Order order(Exchange exchange, Prepared.Background asked) {
    var request = exchange.request;
    var target =
        request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
    return Order.of(
        target,
        name -> Optional.ofNullable(request.header(name)),
        NextTurn.streamed(asked.envelope().body()));
  }
}
