package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.openai.Operation;
import dev.fairlead.edge.loop.Offload;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.UnknownModel;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Plan;
import dev.fairlead.routing.Reach;
import dev.fairlead.routing.Router;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Third step: what to try, in order. The choice itself is {@link Router}'s. */
final class Choose {
  /** A longer name is none that was mistyped. */
  private static final int LONGEST = 256;

  private Choose() {}

  static Plan plan(Exchange exchange, Operation operation, Envelope envelope) {
    var ask = new Router.Ask(envelope, operation.dialect(), operation.kinds());
    var reach = exchange.snapshot.reach();
    try {
      return Router.plan(ask, reach, exchange.scope.failing().at(System.nanoTime()), exchange.seed);
    } catch (FailureException e) {
      if (e.failure() instanceof UnknownModel unknown) {
        throw new FailureException(withNearest(unknown, reach));
      }
      throw e;
    }
  }

  /** That no model has this name. */
  static Failure unknown(Exchange exchange, String name) {
    return name.length() > LONGEST
        ? new UnknownModel(name.substring(0, LONGEST) + "…", List.of())
        : withNearest(new UnknownModel(name, List.of()), exchange.snapshot.reach());
  }

  /** Looks for names that may be meant, off the loop: there are thousands to compare with. */
  private static Failure withNearest(UnknownModel unknown, Reach reach) {
    try {
      return new UnknownModel(unknown.model(), Offload.call(() -> reach.nearest(unknown.model())));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      return unknown;
    }
  }
}
