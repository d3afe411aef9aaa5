package dev.fairlead.dialect.openai;

import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.money.Cost;
import java.util.Arrays;

/** Adds {@code usage.cost} to an answer or a chunk, in US dollars, as OpenRouter has it. */
public final class CostWriter {
  private CostWriter() {}

  /**
   * The document with {@code cost} as the last member of its {@code usage}; null there when a price
   * is not known. Unchanged if it has no usage, or a cost of the provider's own.
   */
  public static byte[] add(byte[] json, int from, int to, Cost cost) {
    try {
      var body = Skim.lenient(json, from, to);
      int i = body.object() ? body.find("usage") : -1;
      if (i >= 0 && body.kind(i) == Kind.OBJECT) {
        var usage = body.inside(i);
        if (usage.find("cost") < 0) {
          var inner = new Edit(usage).add("cost", cost.known() ? cost.dollars() : "null");
          return new Edit(body).replace(i, inner.bytes()).bytes();
        }
      }
    } catch (JsonFault e) {
      // Not JSON: the relay has noticed already; the bytes go on as they are.
      return Arrays.copyOfRange(json, from, to);
    }
    return Arrays.copyOfRange(json, from, to);
  }
}
