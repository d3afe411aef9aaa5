package dev.fairlead.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocols that this gateway knows: those that callers may speak, and those of providers, best
 * first. Immutable.
 */
public final class Dialects {
  private final Map<String, InboundWire> inbound = new HashMap<>();
  private final List<OutboundWire> outbound;

  public Dialects(List<? extends InboundWire> inbound, List<? extends OutboundWire> outbound) {
    inbound.forEach(i -> this.inbound.put(i.id(), i));
    this.outbound = List.copyOf(outbound);
  }

  /** The protocol of that id; it must be one of those given. */
  public InboundWire inbound(String id) {
    var found = inbound.get(id);
    if (found == null) {
      throw new IllegalArgumentException(
          "dialect: \"%s\" (expected: one of %s)".formatted(id, inbound.keySet()));
    }
    return found;
  }

  public List<OutboundWire> outbound() {
    return outbound;
  }

  /**
   * The protocols by which an action of a caller can be served: those of the caller's own dialect
   * first, as bytes pass there; then those it can be translated to.
   */
  public List<OutboundWire> serving(String dialect, Action action) {
    var own = new ArrayList<OutboundWire>();
    var others = new ArrayList<OutboundWire>();
    for (var wire : outbound) {
      if (wire.actions().contains(action)) {
        (wire.dialect().equals(dialect) ? own : others).add(wire);
      }
    }
    own.addAll(others);
    return List.copyOf(own);
  }
}
