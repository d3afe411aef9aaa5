package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Envelope;
import dev.fairlead.edge.flow.Authorize.AuthorizationFault;
import dev.fairlead.edge.flow.Outcome.Failed;
import dev.fairlead.edge.flow.Outcome.Left;
import dev.fairlead.edge.flow.Outcome.Refused;
import dev.fairlead.edge.flow.Outcome.Relayed;
import dev.fairlead.edge.loop.Mailbox;
import dev.fairlead.edge.upstream.Routes;
import dev.fairlead.ledger.Settlement.End;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.AllFailed;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Plan;
import dev.fairlead.routing.Plan.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fourth step: attempts along the plan until one commits. What fails before a byte has gone to the
 * client moves on to the next endpoint, as far as deadline, number of attempts and retry budget
 * allow. The thread parks once for each attempt; the answer's bytes pass without waking it.
 */
final class Call {
  private final Routes routes = new Routes();
  private final Prepare prepare;

  Call(Prepare prepare) {
    this.prepare = prepare;
  }

  /**
   * Gets an answer to the client.
   *
   * @return what was relayed, who left, or a provider's own error that may be passed on as it came
   * @throws FailureException with {@link AllFailed}
   */
  Outcome make(Exchange exchange, Envelope envelope, Plan plan) {
    var config = exchange.snapshot.config();
    var budget = exchange.scope.budget();
    budget.earn();
    Outcome last = new Left();
    @Nullable FailureException unfit = null;
    for (var step : plan.steps()) {
      if (exchange.attempts == config.retry().attempts()
          || (exchange.attempts > 0 && !budget.spend())) {
        break;
      }
      exchange.attempts++;
      try {
        last = attempt(exchange, envelope, step);
      } catch (FailureException e) {
        // This endpoint cannot do what is asked; another may.
        exchange.attempts--;
        unfit = unfit == null ? e : unfit;
        continue;
      }
      if (!goOn(exchange, step, last)) {
        break;
      }
    }
    if (unfit != null && exchange.attempts == 0) {
      throw unfit;
    }
    return switch (last) {
      case Relayed relayed -> relayed;
      case Left left -> left;
      case Refused refused when passable(exchange, refused) -> refused;
      case Refused _, Failed _ ->
          throw new FailureException(new AllFailed(exchange.asked(), exchange.failures));
    };
  }

  /** Notes how an attempt went; true if the next endpoint is to be tried. */
  private static boolean goOn(Exchange exchange, Step step, Outcome outcome) {
    return switch (outcome) {
      case Relayed relayed -> {
        exchange.served = step;
        judge(exchange, step, relayed.end() == End.CUT);
        yield false;
      }
      case Left _ -> false;
      case Refused refused -> failed(exchange, step, refused.attempt());
      case Failed failed -> failed(exchange, step, failed.attempt());
    };
  }

  private static boolean failed(Exchange exchange, Step step, Failure.Attempt attempt) {
    exchange.failures.add(attempt);
    judge(exchange, step, attempt.cause() != Cause.REJECTED);
    return attempt.cause().worthAnother();
  }

  private static void judge(Exchange exchange, Step step, boolean bad) {
    if (bad) {
      exchange.scope.failing().failed(step.target(), System.nanoTime());
    } else {
      exchange.scope.failing().succeeded(step.target());
    }
  }

  /**
   * Whether a provider's error may go to the client as it came: it speaks the client's dialect, is
   * not about our credential, and is either the only one or about the request itself.
   */
  private static boolean passable(Exchange exchange, Refused refused) {
    var cause = refused.attempt().cause();
    return cause != Cause.CREDENTIAL
        && (exchange.failures.size() == 1 || cause == Cause.REJECTED)
        && refused.attempt().status() >= 400
        && refused.sameDialect()
        && exchange.inbound.isErrorBody(refused.body());
  }

  private Outcome attempt(Exchange exchange, Envelope envelope, Step step) {
    Sending sending;
    try {
      sending = prepare.of(exchange, envelope, step);
    } catch (AuthorizationFault e) {
      return new Failed(unsent(step, Cause.CREDENTIAL, String.valueOf(e.getMessage())));
    }
    var mailbox = new Mailbox<Outcome>(Thread.currentThread());
    var attempt = new Attempt(exchange, envelope, step, sending, routes, mailbox);
    exchange.client.loop().execute(attempt::begin);
    return mailbox.take();
  }

  /** An attempt that failed before anything could be sent. */
  private static Failure.Attempt unsent(Step step, Cause cause, String why) {
    var endpoint = step.target().endpoint();
    return new Failure.Attempt(
        endpoint.provider(), endpoint.upstreamId(), 0, cause, why, Duration.ZERO);
  }
}
