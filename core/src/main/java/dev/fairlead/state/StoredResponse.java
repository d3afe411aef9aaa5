package dev.fairlead.state;

/**
 * A response as it is kept, without its items: those are in its object, or in {@link History}.
 *
 * @param object the response object as JSON
 * @param opaque as in {@link Progress}
 * @param cancelRequested whether its owner has asked for its end
 */
public record StoredResponse(
    Head head, Status status, String object, String opaque, boolean cancelRequested) {}
