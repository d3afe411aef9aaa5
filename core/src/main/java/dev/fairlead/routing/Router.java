package dev.fairlead.routing;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.Envelope.Wishes;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.NoEndpoint;
import dev.fairlead.model.Failure.UnknownModel;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Plan.Rejected;
import dev.fairlead.routing.Plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses endpoints for a request. A pure function of request, reach, health and seed.
 *
 * <p>For each name in turn: its endpoints, without those that cannot or must not serve; then the
 * caller's order, then cheapest first, equal prices turned by the seed so that none is favoured;
 * those that are failing come last.
 */
public final class Router {
  private Router() {}

  /**
   * What is to be done.
   *
   * @param dialect the caller's
   * @param wires the protocols by which it can be served, best first
   * @param kinds the endpoints that can do it
   */
  public record Ask(
      Envelope envelope, String dialect, List<OutboundWire> wires, Set<Endpoint.Kind> kinds) {}

  /**
   * Makes the plan.
   *
   * @param failing whether an endpoint has been failing of late
   * @throws FailureException with {@link UnknownModel}, its nearest names left to be filled in, or
   *     {@link NoEndpoint}
   */
  public static Plan plan(Ask ask, Reach reach, Predicate<Target> failing, long seed) {
    var steps = new ArrayList<Step>(2);
    var rejected = new ArrayList<Rejected>(0);
    for (var name : ask.envelope().models()) {
      for (var plain : reach.unaliased(name)) {
        add(plain, ask, reach, failing, seed, steps, rejected);
      }
    }
    if (steps.isEmpty()) {
      throw new FailureException(nothing(ask, reach, rejected));
    }
    var wishes = ask.envelope().wishes();
    return new Plan(wishes.fallbacks() ? steps : steps.subList(0, 1), rejected);
  }

  private static void add(
      String name,
      Ask ask,
      Reach reach,
      Predicate<Target> failing,
      long seed,
      List<Step> steps,
      List<Rejected> rejected) {
    var fit = new ArrayList<Target>(2);
    for (var target : reach.targets(name)) {
      var why = obstacle(target, ask);
      if (why.isEmpty()) {
        fit.add(target);
      } else {
        rejected.add(new Rejected(target.name(), why));
      }
    }
    if (fit.size() > 1) {
      turnEqual(fit, seed);
      rank(fit, ask.envelope().wishes(), failing);
    }
    for (var target : fit) {
      var wire = wire(target, ask).orElseThrow();
      var url = target.upstream().url(wire.id()).orElseThrow();
      steps.add(new Step(target, target.upstream().credential(seed), wire, url));
    }
  }

  private static String obstacle(Target target, Ask ask) {
    var endpoint = target.endpoint();
    if (!ask.kinds().contains(endpoint.kind())
        && !endpoint.capabilities().contains("any-operation")) {
      return "is a model for %s".formatted(endpoint.kind().name().toLowerCase(Locale.ROOT));
    }
    if (wire(target, ask).isEmpty()) {
      return "speaks no protocol that can serve this";
    }
    return unwanted(endpoint.provider(), ask.envelope().wishes());
  }

  /**
   * The protocol to use: the caller's own if the endpoint speaks it, so that bytes can pass; then
   * what the provider prefers; then the first.
   */
  private static Optional<OutboundWire> wire(Target target, Ask ask) {
    var to = new Destination(target.endpoint(), target.upstream().provider());
    @Nullable OutboundWire best = null;
    for (var wire : ask.wires()) {
      if (target.upstream().url(wire.id()).isPresent() && wire.serves(to)) {
        if (wire.dialect().equals(ask.dialect())
            || wire.id().equals(target.upstream().provider().prefer())) {
          return Optional.of(wire);
        }
        best = best == null ? wire : best;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String unwanted(String provider, Wishes wishes) {
    if (!wishes.only().isEmpty() && !wishes.only().contains(provider)) {
      return "not in provider.only";
    }
    if (wishes.ignore().contains(provider)) {
      return "in provider.ignore";
    }
    return "";
  }

  /** Turns each run of equal prices by the seed. The list is sorted by price. */
  private static void turnEqual(List<Target> targets, long seed) {
    int from = 0;
    for (int i = 1; i <= targets.size(); i++) {
      if (i == targets.size() || targets.get(i).blend() != targets.get(from).blend()) {
        if (i - from > 1) {
          var run = targets.subList(from, i);
          Collections.rotate(run, (int) Long.remainderUnsigned(seed, run.size()));
        }
        from = i;
      }
    }
  }

  private static void rank(List<Target> targets, Wishes wishes, Predicate<Target> failing) {
    targets.sort(
        Comparator.comparingInt(
            t -> (failing.test(t) ? 1 << 16 : 0) + place(t.endpoint().provider(), wishes)));
  }

  private static int place(String provider, Wishes wishes) {
    int i = wishes.order().indexOf(provider);
    return i < 0 ? wishes.order().size() : i;
  }

  private static Failure nothing(Ask ask, Reach reach, List<Rejected> rejected) {
    var why = new ArrayList<>(rejected.stream().map(Rejected::line).toList());
    for (var name : ask.envelope().models()) {
      for (var plain : reach.unaliased(name)) {
        if (reach.targets(plain).isEmpty()) {
          reach.known(plain).stream()
              .map(e -> "%s@%s: %s".formatted(e.name(), e.provider(), "provider not configured"))
              .distinct()
              .forEach(why::add);
        }
      }
    }
    var first = ask.envelope().models().getFirst();
    return why.isEmpty() ? new UnknownModel(first, List.of()) : new NoEndpoint(first, why);
  }
}
