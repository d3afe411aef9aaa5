package dev.fairlead.edge.flow;

import dev.fairlead.catalog.Endpoint.Kind;
import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Dialects;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.edge.flow.Accept.Route;
import dev.fairlead.edge.loop.Offload;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.UnknownModel;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Plan;
import dev.fairlead.routing.Reach;
import dev.fairlead.routing.Router;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Third step: what to try, in order. The choice itself is {@link Router}'s. */
final class Choose {
  /** A longer name is none that was mistyped. */
  private static final int LONGEST = 256;

  private static final Set<Kind> CHATS = Set.of(Kind.CHAT);
  private static final Set<Kind> COMPLETIONS = Set.of(Kind.COMPLETION, Kind.CHAT);
  private static final Set<Kind> EMBEDDINGS = Set.of(Kind.EMBEDDING);
  private static final Set<Kind> RERANKS = Set.of(Kind.RERANK);

  private final Map<Accept.Kind, List<OutboundWire>> serving = new ConcurrentHashMap<>();
  private final Dialects dialects;

  Choose(Dialects dialects) {
    this.dialects = dialects;
  }

  Plan plan(Exchange exchange, Route route, Envelope envelope) {
    var kind = new Accept.Kind(route.inbound().id(), serves(route.call().action()));
    var wires = wires(kind);
    var ask = new Router.Ask(envelope, kind.dialect(), wires, kinds(kind.action()));
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

  private List<OutboundWire> wires(Accept.Kind kind) {
    var known = serving.get(kind);
    return known != null
        ? known
        : serving.computeIfAbsent(kind, k -> dialects.serving(k.dialect(), k.action()));
  }

  /** Who can go on with a conversation can count it, or has it estimated. */
  private static Action serves(Action action) {
    return action == Action.COUNT ? Action.CHAT : action;
  }

  /** The endpoints that can do it. */
  private static Set<Kind> kinds(Action action) {
    return switch (action) {
      case CHAT, COUNT -> CHATS;
      case COMPLETE -> COMPLETIONS;
      case EMBED -> EMBEDDINGS;
      case RERANK -> RERANKS;
    };
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
