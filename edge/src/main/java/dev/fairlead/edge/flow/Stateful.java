package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Action;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.openai.state.NextTurn;
import dev.fairlead.dialect.openai.state.Refusals;
import dev.fairlead.dialect.openai.state.Refused;
import dev.fairlead.dialect.openai.state.StateRules;
import dev.fairlead.dialect.responses.OpenAiResponses;
import dev.fairlead.dialect.responses.StateFields;
import dev.fairlead.edge.flow.Accept.Route;
import dev.fairlead.edge.state.Kept;
import dev.fairlead.json.Members;
import dev.fairlead.state.Head;
import dev.fairlead.state.History.Chain;
import dev.fairlead.state.Item;
import dev.fairlead.state.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step between admission and choice, for the one protocol that has state: completes a request with
 * what it continues, and says how its answer is kept. Costs nothing where neither is asked for.
 */
final class Stateful {
  private final Optional<Kept> state;

  Stateful(Optional<Kept> state) {
    this.state = state;
  }

  /** What became of a request. */
  sealed interface Prepared {
    /** It can be answered as it is now. */
    record Ready(Envelope envelope) implements Prepared {}

    /**
     * It is to be answered in the background.
     *
     * @param asked as its caller sent it
     */
    record Background(Envelope envelope, Head head, Members asked, Map<String, Item> known)
        implements Prepared {}
  }

  /**
   * @throws Refused if what it continues is not there
   */
  Prepared prepare(Exchange exchange, Route route, Envelope envelope) {
    if (route.call().action() != Action.CHAT || !route.inbound().id().equals(OpenAiResponses.ID)) {
      return new Prepared.Ready(envelope);
    }
    var fields = StateFields.of(envelope.body());
    var rules =
        new StateRules(
            fields.store() && state.isPresent(),
            fields.background(),
            fields.previous(),
            fields.conversation());
    rules
        .refusal()
        .ifPresent(answer -> {
          throw new Refused(answer);
        });
    if (state.isEmpty()) {
      unknown(fields);
      return new Prepared.Ready(envelope);
    }
    if (!rules.store() && !fields.incomplete()) {
      return new Prepared.Ready(envelope);
    }
    return complete(exchange, envelope, fields, rules, state.get());
  }

  private static Prepared complete(
      Exchange exchange, Envelope envelope, StateFields fields, StateRules rules, Kept kept) {
    var turn =
        fields.incomplete()
            ? Blocking.call(() -> load(kept, exchange.key, fields))
            : NextTurn.FIRST;
    var asked = envelope.body();
    var whole = with(envelope, turn.request(asked, fields.incomplete()));
    if (!rules.store()) {
      return new Prepared.Ready(whole);
    }
    var now = kept.clock().instant();
    var head =
        new Head(
            new Ref(exchange.key, kept.ids().response()),
            now,
            kept.expires(now),
            envelope.models().getFirst(),
            rules.context(),
            rules.background());
    if (rules.background()) {
      return new Prepared.Background(whole, head, asked, turn.known());
    }
    exchange.keep = new Keep(kept, head, asked, turn.known());
    return new Prepared.Ready(whole);
  }

  private static Envelope with(Envelope e, Members body) {
    return new Envelope(body, e.models(), e.stream(), e.usageAsked(), e.costAsked(), e.wishes());
  }

  /** Where nothing is kept nothing is found. */
  private static void unknown(StateFields fields) {
    if (!fields.previous().isEmpty()) {
      throw new Refused(Refusals.noPrevious(fields.previous()));
    }
    if (!fields.conversation().isEmpty()) {
      throw new Refused(Refusals.noConversation(fields.conversation()));
    }
    if (!fields.references().isEmpty()) {
      throw new Refused(Refusals.noReferredItem(fields.references().getFirst()));
    }
  }

  private static NextTurn load(Kept kept, String owner, StateFields fields) {
    var known = new HashMap<String, Item>();
    if (!fields.references().isEmpty()) {
      kept.pending().awaitAll(owner);
    }
    for (var id : fields.references()) {
      var item =
          kept.store()
              .history()
              .item(owner, id)
              .orElseThrow(() -> new Refused(Refusals.noReferredItem(id)));
      known.put(id, item);
    }
    return new NextTurn(before(kept, owner, fields), known);
  }

  private static List<Item> before(Kept kept, String owner, StateFields fields) {
    if (!fields.previous().isEmpty()) {
      return previous(kept, new Ref(owner, fields.previous()));
    }
    if (fields.conversation().isEmpty()) {
      return List.of();
    }
    var ref = new Ref(owner, fields.conversation());
    kept.pending().await(ref);
    return kept.store()
        .items()
        .all(ref)
        .orElseThrow(() -> new Refused(Refusals.noConversation(ref.id())));
  }

  private static List<Item> previous(Kept kept, Ref ref) {
    kept.pending().await(ref);
    return switch (kept.store().history().chain(ref)) {
      case Chain.Missing(var id) -> throw new Refused(Refusals.noPrevious(id));
      case Chain.Turns turns -> {
        if (!turns.turns().getLast().response().status().ended()) {
          throw new Refused(Refusals.notEnded(ref.id()));
        }
        yield turns.items();
      }
    };
  }
}
