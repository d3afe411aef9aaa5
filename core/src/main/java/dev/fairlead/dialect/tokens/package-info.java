/** How many tokens a conversation has, about, when no provider says. The door to jtokkit. */
@NullMarked
package dev.fairlead.dialect.tokens;

import org.jspecify.annotations.NullMarked;
