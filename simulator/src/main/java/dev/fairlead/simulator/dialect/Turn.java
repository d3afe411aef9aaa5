package dev.fairlead.simulator.dialect;

import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.script.Behaviour;

/** A request that was read and is to be answered; valid while the request is. */
public interface Turn {

  /** The model as asked for, a behaviour behind {@code ?} included; empty if it needs none. */
  String model();

  /** The answer, whole or as a stream, as the request wants it. */
  Said say(Speaker speaker, Behaviour behaviour, long number) throws Refusal;

  /** An answer in bytes. */
  sealed interface Said {}

  /** A whole JSON body, and how many tokens it took. */
  @SuppressWarnings("ArrayRecordComponent")
  record Plain(byte[] body, int tokens) implements Said {}

  /** A stream's events. */
  record Streamed(Pieces events, Framing framing) implements Said {}
}
