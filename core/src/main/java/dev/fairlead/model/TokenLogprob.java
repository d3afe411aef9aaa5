package dev.fairlead.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a token was.
 *
 * @param logprob natural logarithm; -9999.0 for very unlikely
 * @param bytes of the token in UTF-8; null if they are not known
 * @param top the likeliest tokens at this place, without lists of their own
 */
public record TokenLogprob(
    String token, BigDecimal logprob, @Nullable List<Integer> bytes, List<TokenLogprob> top) {
  public TokenLogprob {
    top = List.copyOf(top);
  }
}
