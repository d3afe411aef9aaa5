package dev.fairlead.dialect.fit;

import dev.fairlead.model.Request;

/**
 * A request that keeps to its destination's manners.
 *
 * @param request the very one that came in, if there was nothing to do
 * @param undo what the answer goes through on its way to the caller
 */
public record Fitted(Request request, Undo undo) {}
