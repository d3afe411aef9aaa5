package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Passage;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One attempt to have a request answered by an endpoint that speaks another dialect than the
 * caller: the request it gets, and its answer in the caller's dialect. Not thread-safe; one per
 * attempt.
 */
public final class Translation implements Passage {
  private final Inbound in;
  private final Outbound.Sent sent;
  private final Request asked;
  private final Manners manners;
  private final Undo undo;
  private final List<String> warnings;
  private Usage usage = Usage.NONE;
  private String finish = "";

  /**
   * The two ends of a translation.
   *
   * @param in the caller's dialect
   * @param out the endpoint's dialect
   * @param to the endpoint
   */
  public record Sides(Inbound in, Outbound out, Destination to) {}

  /**
   * @param request as {@link Inbound#read} gave it, URLs fetched that {@link Fit#urls} names
   * @param strict whether what cannot be carried over is an error
   * @param warned what reading the request warned of
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what the endpoint cannot do
   */
  public Translation(
      Sides sides, Request request, Keeping keeping, boolean strict, List<String> warned) {
    var found = new Warnings(strict);
    in = sides.in();
    asked = request;
    manners = sides.out().manners(sides.to());
    var fitted =
        Fit.fit(request, new Terms(sides.out().dialect(), manners, in.fields(), keeping), found);
    undo = fitted.undo();
    sent = sides.out().write(fitted.request(), sides.to(), found);
    var all = new LinkedHashSet<>(warned);
    all.addAll(found.list());
    warnings = List.copyOf(all);
  }

  /** The request as the endpoint is to get it. */
  @Override
  public Outgoing outgoing() {
    return sent.outgoing();
  }

  /** What could not be carried over as it was; each once. */
  @Override
  public List<String> warnings() {
    return warnings;
  }

  /** What the last answer used, an estimate if the provider told nothing. */
  @Override
  public Usage usage() {
    return usage;
  }

  /** Why the last answer ended, in the provider's word; empty if it did not say. */
  @Override
  public String finish() {
    return finish;
  }

  /**
   * A whole answer in the caller's dialect.
   *
   * @throws AnswerFault if it is an error or no answer
   */
  @Override
  public byte[] plain(byte[] body) {
    var answer = sent.read(body);
    usage = answer.usage();
    var items = new ArrayList<Item>();
    for (var choice : answer.choices()) {
      items.addAll(choice.items());
    }
    if (items.isEmpty()) {
      checkEmpty(answer);
    }
    if (!UsageEstimate.told(usage)) {
      usage = UsageEstimate.of(asked, items, manners.family());
    }
    finish = answer.choices().isEmpty() ? "" : answer.choices().getFirst().finish().word();
    return in.write(undo.response(named(answer, usage)), asked, new Warnings(false));
  }

  /** An answer of nothing that did not end well is none, and another endpoint may do better. */
  private static void checkEmpty(Response answer) {
    for (var choice : answer.choices()) {
      if (broken(choice.finish())) {
        throw new AnswerFault(Cause.ERROR_INSIDE, 0, said(choice.finish()));
      }
    }
  }

  static boolean broken(Finish finish) {
    return finish.kind() == Finish.Kind.ERROR || finish.kind() == Finish.Kind.MALFORMED_TOOL_CALL;
  }

  static String said(Finish finish) {
    return "an empty answer that ended with "
        + (finish.word().isEmpty() ? finish.kind().name() : finish.word())
        + (finish.detail().isEmpty() ? "" : ": " + finish.detail());
  }

  /** With the model's name as the caller knows it: clients compare it with what they asked for. */
  private Response named(Response answer, Usage usage) {
    return new Response(
        answer.id(),
        asked.model(),
        answer.created(),
        answer.choices(),
        usage,
        answer.tier(),
        answer.extras());
  }

  /** A streamed answer in the caller's dialect. Call it once. */
  @Override
  public Relay stream() {
    return new Relay(sent, undo, in.stream(asked), asked, manners.family());
  }
}
