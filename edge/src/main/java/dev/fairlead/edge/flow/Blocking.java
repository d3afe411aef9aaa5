package dev.fairlead.edge.flow;

import dev.fairlead.dialect.openai.state.Refusals;
import dev.fairlead.dialect.openai.state.Refused;
import dev.fairlead.edge.loop.Offload;
import dev.fairlead.state.TooLarge;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Work with kept state, off the loop; what it throws comes out as it is. */
final class Blocking {
  private Blocking() {}

  /**
   * @throws Refused what is too large, too
   */
  static <T> T call(Supplier<T> work) {
    try {
      return Offload.call(work::get);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TooLarge large -> throw new Refused(Refusals.tooLarge(large));
        case RuntimeException known -> throw known;
        case Error known -> throw known;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
