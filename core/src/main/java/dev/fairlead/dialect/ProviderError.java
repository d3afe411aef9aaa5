package dev.fairlead.dialect;

import dev.fairlead.model.Failure.Cause;
import java.time.Duration;

/**
 * A provider's error as the gateway understands it.
 *
 * @param cause what happened
 * @param message the provider's words; empty if it had none
 * @param code for programs, as {@code context_length_exceeded}; empty if there is none
 * @param retryAfter that the body asks for; zero if it does not
 */
public record ProviderError(Cause cause, String message, String code, Duration retryAfter) {}
