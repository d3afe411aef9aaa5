package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.openai.Operation;
import dev.fairlead.routing.Plan;
import dev.fairlead.routing.Router;

/** Third step: what to try, in order. The choice itself is {@link Router}'s. */
final class Choose {
  private Choose() {}

  static Plan plan(Exchange exchange, Operation operation, Envelope envelope) {
    var ask = new Router.Ask(envelope, operation.dialect(), operation.kinds());
    return Router.plan(
        ask,
        exchange.snapshot.reach(),
        exchange.scope.failing().at(System.nanoTime()),
        exchange.seed);
  }
}
