package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Plan;

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

  Flow(Accept accept, Admit admit, Choose choose, Call call, Settle settle) {
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
      var envelope = Accept.read(exchange, route);
      var plan = choose.plan(exchange, route, envelope);
      if (route.call().action() == Action.COUNT && route.inbound() instanceof Inbound inbound) {
        tell(exchange, inbound, envelope, plan);
      } else {
        settle.answered(exchange, call.make(exchange, envelope, plan));
      }
    } catch (FailureException e) {
      settle.failed(exchange, e.failure());
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
