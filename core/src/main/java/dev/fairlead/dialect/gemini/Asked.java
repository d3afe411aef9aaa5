package dev.fairlead.dialect.gemini;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of an answer must know of the request.
 *
 * @param model as it was sent
 * @param hosted whether tools of Google's own were offered, so that sources may come at the end
 * @param format how to turn values of the answer back, whose schema had to be changed; null if
 *     there is nothing to turn
 * @param tools the same of calls' arguments, by tool
 */
record Asked(String model, boolean hosted, @Nullable EnumBack format, Map<String, EnumBack> tools) {
  Asked {
    tools = Map.copyOf(tools);
  }

  static Asked of(String model) {
    return new Asked(model, false, null, Map.of());
  }
}
