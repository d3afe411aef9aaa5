package dev.fairlead.dialect;

/** Makes translations. Thread-safe. */
public interface Translator {
  /**
   * A request of a caller for one endpoint of another dialect, or of the same dialect where bytes
   * cannot pass as they are.
   *
   * @param owner who asks; what was sealed for one does not open for another
   * @param strict whether a loss is an error
   * @throws dev.fairlead.model.FailureException with {@link dev.fairlead.model.Failure.BadRequest}
   *     for what this endpoint cannot do
   */
  Passage translate(
      InboundWire inbound,
      Envelope envelope,
      OutboundWire outbound,
      Destination to,
      String owner,
      boolean strict);
}
