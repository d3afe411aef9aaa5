package dev.fairlead.simulator;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.wire.Header;
import dev.fairlead.simulator.wire.Incoming;
import dev.fairlead.simulator.wire.Performance;
import dev.fairlead.simulator.wire.Performance.Body;
import dev.fairlead.simulator.wire.Performance.Events;
import dev.fairlead.simulator.wire.Performance.Pace;
import dev.fairlead.simulator.wire.Performance.Raw;
import dev.fairlead.simulator.wire.Reply;
import dev.fairlead.simulator.wire.Request;
import dev.fairlead.simulator.wire.Service;
import java.util.function.Function;

/** Answers with given bytes. */
record Replayer(Function<Request, Reply> replies) implements Service {

  @Override
  public Performance serve(Incoming request, long number) {
    var reply = replies.apply(request.copy(number));
    var fields = new Out(256);
    for (var header : reply.headers()) {
      fields.put(header.name()).put(": ").put(header.value()).put("\r\n");
    }
    var pace = new Pace(0, 0, 0, reply.gap().toNanos(), 0);
    return new Performance(pace, reply.status(), fields.toArray(), body(reply), reply.ending());
  }

  private static Body body(Reply reply) {
    var left = reply.pieces().iterator();
    Pieces pieces =
        out -> {
          if (!left.hasNext()) {
            return false;
          }
          out.put(left.next());
          return true;
        };
    return reply.headers().stream().map(Header::name).anyMatch("content-length"::equalsIgnoreCase)
        ? new Raw(pieces)
        : new Events(pieces, true);
  }
}
