package dev.fairlead.state;

/**
 * One event of a response's stream.
 *
 * @param sequence its {@code sequence_number}, from 0
 * @param name as {@code response.output_text.delta}
 * @param data JSON
 */
public record Event(long sequence, String name, String data) {
  public Event {
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence: %d (expected: >= 0)".formatted(sequence));
    }
  }
}
