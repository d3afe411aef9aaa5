package dev.fairlead.dialect;

/**
 * What a request line says of a request.
 *
 * @param action what is to be done
 * @param model that the path names; empty where the body does
 * @param stream whether the path asks for a stream
 * @param framing that the caller wants for a stream
 * @param version of the protocol that a header names; empty if none does
 */
public record Call(Action action, String model, boolean stream, Framing framing, String version) {
  public Call(Action action) {
    this(action, "", false, Framing.SSE, "");
  }
}
