/** OpenAI Responses, as OpenAI, Azure, xAI, DeepSeek and others speak it. */
@NullMarked
package dev.fairlead.dialect.responses;

import org.jspecify.annotations.NullMarked;
