/**
 * What a gateway keeps for callers of a stateful protocol: responses, the items of their inputs and
 * outputs, the events of background responses, and conversations. Records and ports only; nothing
 * here knows where it is kept.
 *
 * <p>Everything belongs to an owner, the id of the caller's key. What belongs to somebody else is
 * not found. A request that says {@code store: false} never comes here.
 */
@NullMarked
package dev.fairlead.state;

import org.jspecify.annotations.NullMarked;
