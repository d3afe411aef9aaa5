/**
 * Reranking: one protocol for callers, in the words of Cohere, Jina or Voyage; three of providers.
 * Search units, by which Cohere bills, are told to the caller; usage counts tokens only.
 */
@NullMarked
package dev.fairlead.dialect.rerank;

import org.jspecify.annotations.NullMarked;
