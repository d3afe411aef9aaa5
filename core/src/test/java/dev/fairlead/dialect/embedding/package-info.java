/** Embeddings between the protocols. */
@NullMarked
package dev.fairlead.dialect.embedding;

import org.jspecify.annotations.NullMarked;
