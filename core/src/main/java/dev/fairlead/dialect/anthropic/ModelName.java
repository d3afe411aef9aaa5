package dev.fairlead.dialect.anthropic;

import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.json.Texts;
import java.util.Arrays;

/**
 * Puts the name that the caller used in the place of the provider's own: clients compare the two,
 * and Claude Code throws the thoughts away that another model had.
 */
public final class ModelName {
  private ModelName() {}

  /** A message, or the event that begins one, with that name; unchanged if it has none. */
  public static byte[] put(byte[] json, int from, int to, String name) {
    try {
      var body = Skim.lenient(json, from, to);
      int message = body.object() ? body.find("message") : -1;
      if (message >= 0 && body.kind(message) == Kind.OBJECT) {
        var inner = named(body.inside(message), name);
        return new Edit(body).replace(message, inner).bytes();
      }
      return body.object() ? named(body, name) : Arrays.copyOfRange(json, from, to);
    } catch (JsonFault e) {
      // Not JSON: the relay has noticed already; the bytes go on as they are.
      return Arrays.copyOfRange(json, from, to);
    }
  }

  private static byte[] named(Members message, String name) {
    int i = message.find("model");
    var quoted = Texts.quote(new StringBuilder(name.length() + 2), name).toString();
    var edit = new Edit(message);
    return i < 0 ? edit.bytes() : edit.replace(i, quoted).bytes();
  }
}
