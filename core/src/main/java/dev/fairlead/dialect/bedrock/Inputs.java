package dev.fairlead.dialect.bedrock;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;

/** The input of a call as the object that Converse wants. */
final class Inputs {
  private Inputs() {}

  /** The object of that text; of nothing an empty one; of anything else one that holds the text. */
  static Raw object(String text) {
    if (text.isBlank()) {
      return Raw.EMPTY_OBJECT;
    }
    try {
      if (Node.of(text).isObject()) {
        return new Raw(text);
      }
    } catch (JsonFault e) {
      return wrapped(text);
    }
    return wrapped(text);
  }

  private static Raw wrapped(String text) {
    return new JsonWriter().object().put("_raw", text).end().toRaw();
  }
}
