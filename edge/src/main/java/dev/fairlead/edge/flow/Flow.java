package dev.fairlead.edge.flow;

import dev.fairlead.model.FailureException;

/**
 * The way of one request, top to bottom. Each step is a class of this package named by its verb.
 *
 * <p>Runs on the exchange's virtual thread, carried by its event loop.
 */
final class Flow {
  private final Admit admit;
  private final Call call;
  private final Settle settle;

  Flow(Admit admit, Call call, Settle settle) {
    this.admit = admit;
    this.call = call;
    this.settle = settle;
  }

  void handle(Exchange exchange) {
    try {
      var operation = Accept.route(exchange.request);
      exchange.operation = operation;
      exchange.key = admit.check(exchange.request);
      var envelope = Accept.read(exchange, operation);
      var plan = Choose.plan(exchange, operation, envelope);
      var result = call.make(exchange, operation, envelope, plan);
      settle.answered(exchange, result);
    } catch (FailureException e) {
      settle.failed(exchange, e.failure());
    }
  }
}
