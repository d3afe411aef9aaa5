package dev.fairlead.key;

/** Who calls, as their key says. */
public record Principal(String keyId, String name, Role role) {}
