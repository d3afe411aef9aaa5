package dev.fairlead.provider.google;

import dev.fairlead.config.Secret;

/** An access token that someone else made and renews. */
public record ReadyToken(Secret token) implements GoogleCredential {}
