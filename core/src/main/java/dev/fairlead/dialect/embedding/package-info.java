/** Embeddings: the protocols of OpenAI, Gemini and Cohere, and those that follow OpenAI's. */
@NullMarked
package dev.fairlead.dialect.embedding;

import org.jspecify.annotations.NullMarked;
