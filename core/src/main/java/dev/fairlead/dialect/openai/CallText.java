package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.json.Skim;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The arguments of a call as text. */
final class CallText {
  private CallText() {}

  /** A text as it is; anything else, as some send an object, as its JSON; nothing for null. */
  static String arguments(@Nullable Node arguments) {
    return arguments == null ? "" : arguments.text();
  }

  /** Whether it is one whole JSON object. */
  static boolean complete(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return end > 0 && text.charAt(end - 1) == '}' && isObject(text);
  }

  private static boolean isObject(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return Skim.lenient(bytes, 0, bytes.length).object();
    } catch (JsonFault e) {
      return false;
    }
  }
}
