package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Translator;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.routing.Plan.Step;
import io.netty.util.AsciiString;
import java.util.Objects;

/** Makes a request ready for one endpoint: passes it or has it translated, and authorizes it. */
final class Prepare {
  private static final AsciiString STRICT = AsciiString.cached("x-fairlead-strict");

  private final Translator translator;
  private final Authorize authorize;

  Prepare(Translator translator, Authorize authorize) {
    this.translator = translator;
    this.authorize = authorize;
  }

  Sending of(Exchange exchange, Envelope envelope, Step step) {
    var to = new Destination(step.target().endpoint(), step.target().upstream().provider());
    boolean strict =
        exchange.snapshot.config().translation().strict()
            || "true".equalsIgnoreCase(exchange.request.header(STRICT));
    return passes(exchange, envelope, step.wire(), to)
        ? pass(exchange, envelope, step, to, strict)
        : translated(exchange, envelope, step, to, strict);
  }

  /** Not with what only we can read, which callers of another dialect got from us. */
  private static boolean passes(
      Exchange exchange, Envelope envelope, OutboundWire wire, Destination to) {
    return wire.dialect().equals(exchange.inbound.id())
        && wire.passes(envelope, to)
        && !Seals.in(envelope.body().json());
  }

  private Sending pass(
      Exchange exchange, Envelope envelope, Step step, Destination to, boolean strict) {
    var warnings = new Warnings(strict);
    var outgoing = step.wire().pass(envelope, to, warnings);
    var framing = Objects.requireNonNull(exchange.call).framing();
    return new Sending.Pass(
        step.wire(), outgoing, warnings.list(), authorize.headers(step, outgoing), framing);
  }

  private Sending translated(
      Exchange exchange, Envelope envelope, Step step, Destination to, boolean strict) {
    var passage =
        translator.translate(exchange.inbound, envelope, step.wire(), to, exchange.key, strict);
    var framing = Objects.requireNonNull(exchange.call).framing();
    return new Sending.Translated(passage, authorize.headers(step, passage.outgoing()), framing);
  }
}
