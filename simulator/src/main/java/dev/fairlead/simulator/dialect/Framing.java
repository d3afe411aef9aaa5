package dev.fairlead.simulator.dialect;

/** What a stream is made of besides its events. */
public interface Framing {

  /** The content type. */
  String type();

  /** An error as an event; {@code after} so many others, and the last of all. */
  byte[] error(int status, int after);

  /** An event that cannot be read, {@code after} so many others. */
  byte[] garbage(int after);
}
