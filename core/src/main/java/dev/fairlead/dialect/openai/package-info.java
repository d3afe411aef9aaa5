/**
 * OpenAI Chat Completions, legacy Completions and Embeddings, as OpenAI and its many compatibles
 * speak them.
 */
@NullMarked
package dev.fairlead.dialect.openai;

import org.jspecify.annotations.NullMarked;
