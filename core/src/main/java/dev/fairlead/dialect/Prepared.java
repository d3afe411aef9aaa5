package dev.fairlead.dialect;

import java.util.List;

/**
 * A request as one endpoint is to get it.
 *
 * @param body the bytes to send
 * @param hideUsage whether the stream's usage event was asked for by us alone and must not reach
 *     the caller
 * @param warnings what could not be carried over, as {@code dropped=seed}
 */
public record Prepared(byte[] body, boolean hideUsage, List<String> warnings) {
  public Prepared {
    warnings = List.copyOf(warnings);
  }
}
