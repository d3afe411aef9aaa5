/** The OpenAI dialects: chat completions, completions, embeddings, models, errors. */
@NullMarked
package dev.fairlead.simulator.openai;

import org.jspecify.annotations.NullMarked;
