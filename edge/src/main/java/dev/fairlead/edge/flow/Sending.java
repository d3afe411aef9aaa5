package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Framing;
import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.Passage;
import java.util.List;
import java.util.Map;

/** What goes to an endpoint, and how its answer comes back. */
sealed interface Sending {
  Outgoing outgoing();

  /** What could not be carried over as it was. */
  List<String> warnings();

  /** What proves to the provider who asks; names in lower case. */
  Map<String, String> authorization();

  /**
   * The caller speaks the endpoint's dialect: its bytes pass, and so do those of the answer.
   *
   * @param wanted how the caller wants events to lie in a stream
   */
  record Pass(
      OutboundWire wire,
      Outgoing outgoing,
      List<String> warnings,
      Map<String, String> authorization,
      Framing wanted)
      implements Sending {}

  /** The request was translated, and so will the answer be. */
  record Translated(Passage passage, Map<String, String> authorization, Framing wanted)
      implements Sending {
    @Override
    public Outgoing outgoing() {
      return passage.outgoing();
    }

    @Override
    public List<String> warnings() {
      return passage.warnings();
    }
  }
}
