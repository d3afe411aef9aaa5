package dev.fairlead.dialect.openai;

import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.model.TokenLogprob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is told of each token. */
final class Logprobs {
  private Logprobs() {}

  /** The tokens of a choice's {@code logprobs}; none if nothing is told. */
  static List<TokenLogprob> read(Node choice) {
    var logprobs = choice.get("logprobs");
    if (logprobs == null) {
      return List.of();
    }
    var tokens = new ArrayList<TokenLogprob>();
    for (var token : logprobs.items("content")) {
      tokens.add(token(token, true));
    }
    return tokens;
  }

  private static TokenLogprob token(Node token, boolean withTop) {
    var top = new ArrayList<TokenLogprob>(0);
    if (withTop) {
      for (var likely : token.items("top_logprobs")) {
        top.add(token(likely, false));
      }
    }
    var logprob = token.decimal("logprob");
    return new TokenLogprob(
        token.text("token"), logprob == null ? BigDecimal.ZERO : logprob, bytes(token), top);
  }

  private static @Nullable List<Integer> bytes(Node token) {
    var bytes = token.get("bytes");
    if (bytes == null || !bytes.isArray()) {
      return null;
    }
    var all = new ArrayList<Integer>();
    for (var b : bytes) {
      all.add((int) b.number(0));
    }
    return all;
  }

  /** A member {@code logprobs}; null for none. */
  static void write(JsonWriter out, List<TokenLogprob> tokens) {
    if (tokens.isEmpty()) {
      out.putNull("logprobs");
      return;
    }
    out.object("logprobs").array("content");
    for (var token : tokens) {
      begin(out, token).array("top_logprobs");
      token.top().forEach(likely -> begin(out, likely).end());
      out.end().end();
    }
    out.end().putNull("refusal").end();
  }

  private static JsonWriter begin(JsonWriter out, TokenLogprob token) {
    out.object().put("token", token.token()).put("logprob", token.logprob());
    var bytes = token.bytes();
    if (bytes == null) {
      return out.putNull("bytes");
    }
    out.array("bytes");
    bytes.forEach(out::number);
    return out.end();
  }
}
