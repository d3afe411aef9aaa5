/** Reranking between the protocols. */
@NullMarked
package dev.fairlead.dialect.rerank;

import org.jspecify.annotations.NullMarked;
