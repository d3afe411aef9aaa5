package dev.fairlead.state;

/**
 * Names a kept thing together with whose it is.
 *
 * @param owner the id of the caller's key
 * @param id as {@code resp_…} or {@code conv_…}
 */
public record Ref(String owner, String id) {}
