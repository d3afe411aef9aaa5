package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.tokens.Roughly;
import dev.fairlead.dialect.tokens.TokenEstimate;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Request;
import dev.fairlead.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage of an answer whose provider told none. Costs some nanoseconds for each character, so
 * that it may be made on the thread of an exchange. Says of itself that nobody reported it.
 */
final class UsageEstimate {
  private static final TokenEstimate TOKENS = new TokenEstimate(new Roughly());

  private UsageEstimate() {}

  /** Whether a provider told it. */
  static boolean told(Usage usage) {
    return usage.reported() || usage.inputs() + usage.outputs() > 0;
  }

  /**
   * @param said what the model said and thought
   * @param family whose model it is; null if it is nobody's that is known
   */
  static Usage of(Request asked, List<Item> said, @Nullable Family family) {
    var whose = family == null ? Family.OTHER : family;
    var thoughts = new ArrayList<Item>(0);
    var shown = new ArrayList<Item>(said.size());
    for (var item : said) {
      (item instanceof Item.Reasoning ? thoughts : shown).add(item);
    }
    return new Usage(
        TOKENS.of(asked, whose),
        0,
        0,
        0,
        0,
        TOKENS.of(shown, whose),
        TOKENS.of(thoughts, whose),
        0,
        false);
  }
}
