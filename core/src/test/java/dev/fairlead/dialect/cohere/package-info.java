/** Cohere's chat against what was recorded and against the cases. */
@NullMarked
package dev.fairlead.dialect.cohere;

import org.jspecify.annotations.NullMarked;
