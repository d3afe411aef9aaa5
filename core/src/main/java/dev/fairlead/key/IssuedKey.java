package dev.fairlead.key;

import dev.fairlead.config.Secret;

/** A key just made, with its plain text, which is told once and kept nowhere. */
public record IssuedKey(Key key, Secret plain) {}
