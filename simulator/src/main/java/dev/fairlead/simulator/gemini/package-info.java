/** Gemini's dialect: generation plain and as a stream, token counting, embeddings, models. */
@NullMarked
package dev.fairlead.simulator.gemini;

import org.jspecify.annotations.NullMarked;
