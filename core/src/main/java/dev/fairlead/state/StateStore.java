package dev.fairlead.state;

/**
 * Where state is kept. Thread-safe and blocking; every implementation passes {@code StateContract}.
 */
public interface StateStore extends AutoCloseable {
  ResponseStore responses();

  Cancellations cancellations();

  EventLog events();

  History history();

  ConversationStore conversations();

  ConversationItems items();

  /**
   * Deletes for good what has expired and nothing that lives continues.
   *
   * @return how many responses and conversations
   */
  int purge();

  @Override
  void close();
}
