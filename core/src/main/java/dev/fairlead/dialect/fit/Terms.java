package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Manners;
import java.util.Map;

/**
 * What a request is made to fit.
 *
 * @param target the dialect it will be written in, as {@code anthropic.messages}
 * @param manners what the destination can take
 * @param fields what becomes of the caller's own fields; see {@link
 *     dev.fairlead.dialect.Inbound#fields}
 * @param keeping whose conversation it is, and what is kept of it
 */
public record Terms(String target, Manners manners, Map<String, Fate> fields, Keeping keeping) {}
