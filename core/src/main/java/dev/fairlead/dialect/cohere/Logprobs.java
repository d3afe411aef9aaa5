package dev.fairlead.dialect.cohere;

import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Node;
import dev.fairlead.model.TokenLogprob;
import java.math.BigDecimal;
import java.util.List;

/** How likely pieces of text were: Cohere names the tokens of a piece by number only. */
final class Logprobs {
  private static final int LONGEST = 64;

  private Logprobs() {}

  /** A piece as one token, its logarithms added up. */
  static TokenLogprob read(Node piece, String otherwise) {
    var sum = BigDecimal.ZERO;
    for (var logprob : piece.items("logprobs")) {
      sum = sum.add(number(logprob));
    }
    var text = piece.text("text");
    return new TokenLogprob(text.isEmpty() ? otherwise : text, sum, null, List.of());
  }

  private static BigDecimal number(Node node) {
    var text = node.text();
    try {
      var number =
          node.isNumber() && text.length() <= LONGEST ? new BigDecimal(text) : BigDecimal.ZERO;
      return Math.abs(number.scale()) > 100 ? BigDecimal.ZERO : number;
    } catch (NumberFormatException | JsonFault e) {
      return BigDecimal.ZERO;
    }
  }
}
