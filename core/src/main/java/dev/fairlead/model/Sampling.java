package dev.fairlead.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How the next token is drawn; null is: not told. Numbers keep the digits they came with. */
public record Sampling(
    @Nullable BigDecimal temperature,
    @Nullable BigDecimal topP,
    @Nullable BigDecimal topK,
    @Nullable BigDecimal frequencyPenalty,
    @Nullable BigDecimal presencePenalty,
    @Nullable Long seed) {
  public static final Sampling NONE = new Sampling(null, null, null, null, null, null);
}
