package dev.fairlead.edge.fetch;

/**
 * What was fetched.
 *
 * @param bytes shared with a cache: not to be changed
 * @param mime by the first bytes, else as the server said
 */
public record Media(byte[] bytes, String mime) {}
