/**
 * What OpenAI's Responses and Conversations say of kept state: queries and bodies read, pages and
 * errors written. Pure: nothing here keeps anything.
 */
@NullMarked
package dev.fairlead.dialect.openai.state;

import org.jspecify.annotations.NullMarked;
