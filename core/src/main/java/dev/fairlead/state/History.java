package dev.fairlead.state;

import java.util.List;
import java.util.Optional;

/** What went before a response. Thread-safe and blocking. */
public interface History {

  /**
   * The response and all it continues, oldest first. What has expired is still part of it as long
   * as what continues it has not; what was deleted is not.
   *
   * @throws TooLarge if all together is more than may be read at once
   */
  Chain chain(Ref response);

  /**
   * The items a response was made of: input and output of all that it continues, then its own
   * input. A conversation's items are not among them.
   */
  Listing inputs(Ref response, PageRequest page);

  /** The newest item of that id among the owner's responses and conversations. */
  Optional<Item> item(String owner, String itemId);

  /** A response and its ancestors. */
  sealed interface Chain {
    /** All of them, oldest first; at least one. */
    record Turns(List<Turn> turns) implements Chain {
      public Turns {
        turns = List.copyOf(turns);
      }

      /** Every item, input before output of each turn. */
      public List<Item> items() {
        return turns.stream()
            .<Item>mapMulti((turn, out) -> {
              turn.input().forEach(out);
              turn.output().forEach(out);
            })
            .toList();
      }
    }

    /** There is no such response, or one that it continues was deleted. */
    record Missing(String responseId) implements Chain {}
  }

  /** One response of a chain. */
  record Turn(StoredResponse response, List<Item> input, List<Item> output) {
    public Turn {
      input = List.copyOf(input);
      output = List.copyOf(output);
    }
  }
}
