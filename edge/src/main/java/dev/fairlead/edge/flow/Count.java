package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.dialect.tokens.O200k;
import dev.fairlead.dialect.tokens.TokenEstimate;
import dev.fairlead.edge.loop.Offload;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.FailureException;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.routing.Plan;
import dev.fairlead.routing.Plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Fourth step for a request that asks how many tokens a conversation has: the provider tells it
 * where it speaks the caller's dialect and can; else the gateway estimates, and says so.
 */
final class Count {
  private static final TokenEstimate ESTIMATE = new TokenEstimate(new O200k());

  private final Call call;

  Count(Call call) {
    this.call = call;
  }

  /**
   * The provider's own count, on its way to the client; empty if there is none to be had.
   *
   * @throws FailureException if the provider finds fault with the request
   */
  Optional<Outcome> asked(Exchange exchange, Envelope envelope, Plan plan) {
    var able = plan.steps().stream().filter(step -> able(exchange, step)).toList();
    if (able.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(call.make(exchange, envelope, new Plan(able, plan.rejected())));
    } catch (FailureException e) {
      if (e.failure() instanceof AllFailed all && all.last().cause() != Cause.REJECTED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean able(Exchange exchange, Step step) {
    return step.wire().dialect().equals(exchange.inbound.id())
        && step.wire().actions().contains(Action.COUNT);
  }

  /** An estimate as the caller's dialect tells a count. */
  static byte[] estimated(Inbound inbound, Envelope envelope, Plan plan) {
    var request = inbound.read(envelope, new Warnings(false));
    var family = family(plan.steps());
    try {
      return inbound.count(Offload.call(() -> ESTIMATE.of(request, family)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Family family(List<Step> steps) {
    for (var step : steps) {
      if (step.wire() instanceof Outbound outbound) {
        var to = new Destination(step.target().endpoint(), step.target().upstream().provider());
        var family = outbound.manners(to).family();
        return family == null ? Family.OTHER : family;
      }
    }
    return Family.OTHER;
  }
}
