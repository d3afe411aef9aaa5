package dev.fairlead.dialect;

import java.util.Set;

/** What any protocol that providers speak tells the gateway. Stateless and thread-safe. */
public interface OutboundWire {
  /** The key of its base URL in a provider's entry, as {@code vertex.anthropic}. */
  String id();

  /** The dialect of its bodies, as {@code anthropic.messages}: callers of it are passed through. */
  String dialect();

  /** What can be done by it. */
  default Set<Action> actions() {
    return Set.of(Action.CHAT);
  }

  /** Whether a provider who has an address for it serves this model by it. */
  default boolean serves(Destination to) {
    return true;
  }

  /**
   * Whether this request of a caller of {@link #dialect} may pass as it is; else it is translated
   * into the same dialect, because this provider speaks it with a difference that must be evened
   * out.
   */
  default boolean passes(Envelope envelope, Destination to) {
    return true;
  }

  /** A caller's own bytes, only those edited that must be. The caller speaks {@link #dialect}. */
  Outgoing pass(Envelope envelope, Destination to, Warnings warnings);

  /** Reads a stream that is passed through. */
  StreamMeter streamMeter();

  /** Reads a plain answer that is passed through. */
  AnswerMeter answerMeter();

  /** A provider's error. */
  ProviderError error(int status, byte[] body);
}
