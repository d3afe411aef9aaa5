package dev.fairlead.simulator.dialect;

import dev.fairlead.simulator.content.Out;

/** A protocol: it reads what is asked and writes what is answered. Thread-safe. */
public interface Dialect {

  /** Whether requests to this path are for this dialect. */
  boolean knows(String path);

  /**
   * Reads a request; the body is the part of the array from one offset to before the other, and may
   * be looked at during the call only.
   */
  Turn read(String method, String path, byte[] body, int from, int to) throws Refusal;

  /** An error's whole body. */
  byte[] error(int status);

  /** An error as an event in the middle of a stream. */
  byte[] errorEvent(int status);

  /** What a request without the right key gets; {@code key} is what it had, if anything. */
  Refusal wrongKey(String key);

  Refusal unknownModel(String model);

  /** What a request gets that asks for a behaviour nobody knows. */
  Refusal badBehaviour(String message);

  /** Writes header lines, each with its line end, that this dialect's servers send. */
  void fields(Out out, long number);

  /** The content type of its streams. */
  String streamType();
}
