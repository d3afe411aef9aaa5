package dev.fairlead.simulator.wire;

/** One header line as it stood or is to stand. */
public record Header(String name, String value) {}
