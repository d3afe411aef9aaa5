/** OpenAI's Responses dialect: responses, plain and as a stream, and token counting. */
@NullMarked
package dev.fairlead.simulator.responses;

import org.jspecify.annotations.NullMarked;
