package dev.fairlead.dialect.fit;

/**
 * What a URL led to.
 *
 * @param mime as the server said, parameters left out; empty if it did not
 * @param base64 the bytes in standard base64
 */
public record Fetched(String mime, String base64) {}
