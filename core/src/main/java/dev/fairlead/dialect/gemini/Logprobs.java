package dev.fairlead.dialect.gemini;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.TokenLogprob;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code logprobsResult}: the chosen tokens, and for each the likeliest. */
final class Logprobs {
  private static final BigDecimal FLOOR = new BigDecimal("-9999.0");

  private Logprobs() {}

  static List<TokenLogprob> read(Node result) {
    var top = new ArrayList<Node>();
    result.items("topCandidates").forEach(top::add);
    var tokens = new ArrayList<TokenLogprob>();
    int i = 0;
    for (var chosen : result.items("chosenCandidates")) {
      var likeliest = new ArrayList<TokenLogprob>();
      if (i < top.size()) {
        for (var one : top.get(i).items("candidates")) {
          likeliest.add(token(one, List.of()));
        }
      }
      tokens.add(token(chosen, likeliest));
      i++;
    }
    return tokens;
  }

  private static TokenLogprob token(Node node, List<TokenLogprob> top) {
    var token = node.text("token");
    var logprob = node.decimal("logProbability");
    return new TokenLogprob(token, logprob == null ? FLOOR : logprob, bytes(token), top);
  }

  private static List<Integer> bytes(String token) {
    var utf8 = token.getBytes(StandardCharsets.UTF_8);
    var all = new ArrayList<Integer>(utf8.length);
    for (byte b : utf8) {
      all.add(b & 0xFF);
    }
    return all;
  }

  /** Writes the member {@code logprobsResult}. */
  static void write(JsonWriter out, List<TokenLogprob> tokens) {
    out.object("logprobsResult").array("chosenCandidates");
    for (var token : tokens) {
      token(out, token);
    }
    out.end().array("topCandidates");
    for (var token : tokens) {
      out.object().array("candidates");
      for (var one : token.top()) {
        token(out, one);
      }
      out.end().end();
    }
    out.end().end();
  }

  private static void token(JsonWriter out, TokenLogprob token) {
    out.object().put("token", token.token()).put("logProbability", token.logprob()).end();
  }
}
