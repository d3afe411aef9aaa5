package dev.fairlead.dialect;

import java.time.Duration;

/**
 * An error as a dialect says it.
 *
 * @param status of HTTP
 * @param body JSON in the dialect's shape
 * @param retryAfter when to come again; zero when there is nothing to say
 */
public record ErrorAnswer(int status, String body, Duration retryAfter) {}
