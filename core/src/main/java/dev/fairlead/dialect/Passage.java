package dev.fairlead.dialect;

import dev.fairlead.model.Usage;
import java.util.List;

/** A translated request to one endpoint, and the way back of its answer. Not thread-safe. */
public interface Passage {
  Outgoing outgoing();

  /** What could not be carried over as it was. */
  List<String> warnings();

  /**
   * A plain answer in the caller's dialect.
   *
   * @throws AnswerFault if it is an error or no answer
   */
  byte[] plain(byte[] body);

  /** The usage of the plain answer. */
  Usage usage();

  /** Why the model stopped in the plain answer, in the provider's word. */
  String finish();

  /** Turns the stream into the caller's. */
  StreamConverter stream();
}
