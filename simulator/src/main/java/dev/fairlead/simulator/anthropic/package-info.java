/** Anthropic's dialect: messages, token counting, models, errors. */
@NullMarked
package dev.fairlead.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
