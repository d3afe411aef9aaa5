package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.openai.state.Refused;
import dev.fairlead.edge.flow.Accept.Route;
import dev.fairlead.edge.flow.Outcome.Relayed;
import dev.fairlead.edge.flow.Stateful.Prepared;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Plan;
import java.util.Optional;

/**
 * The way of one request, top to bottom. Each step is a class of this package named by its verb.
 *
 * <p>Runs on the exchange's virtual thread, carried by its event loop.
 */
final class Flow {
  private final Accept accept;
  private final Admit admit;
  private final Choose choose;
  private final Call call;
  private final Count count;
  private final Settle settle;
  private final Stateful stateful;
  private final Optional<Background> background;

  Flow(
      Accept accept,
      Admit admit,
      Stateful stateful,
      Optional<Background> background,
      Choose choose,
      Call call,
      Settle settle) {
    this.stateful = stateful;
    this.background = background;
    this.accept = accept;
    this.admit = admit;
    this.choose = choose;
    this.call = call;
    this.count = new Count(call);
    this.settle = settle;
  }

  void handle(Exchange exchange) {
    try {
      var route = accept.route(exchange.request);
      exchange.inbound = route.inbound();
      exchange.call = route.call();
      exchange.key = admit.check(exchange.request);
      var read = Accept.read(exchange, route);
      switch (stateful.prepare(exchange, route, read)) {
        case Prepared.Ready(var envelope) -> go(exchange, route, envelope);
        case Prepared.Background later -> {
          // What cannot be carried out is said now.
          choose.plan(exchange, route, later.envelope());
          background.orElseThrow().accept(exchange, later);
        }
      }
    } catch (FailureException e) {
      settle.failed(exchange, e.failure());
    } catch (Refused e) {
      settle.refused(exchange, e.answer());
    }
  }

  private void go(Exchange exchange, Route route, Envelope envelope) {
    var plan = choose.plan(exchange, route, envelope);
    if (route.call().action() == Action.COUNT && route.inbound() instanceof Inbound inbound) {
      tell(exchange, inbound, envelope, plan);
      return;
    }
    boolean relayed = false;
    try {
      var outcome = call.make(exchange, envelope, plan);
      relayed = outcome instanceof Relayed;
      settle.answered(exchange, outcome);
    } finally {
      if (exchange.keep != null) {
        exchange.keep.over(exchange.id, relayed);
      }
    }
  }

  /** How many tokens the conversation has. */
  private void tell(Exchange exchange, Inbound inbound, Envelope envelope, Plan plan) {
    var told = count.asked(exchange, envelope, plan);
    if (told.isPresent()) {
      settle.answered(exchange, told.get());
    } else {
      settle.estimated(exchange, Count.estimated(inbound, envelope, plan));
    }
  }
}
