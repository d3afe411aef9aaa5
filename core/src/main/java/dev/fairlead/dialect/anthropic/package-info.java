/**
 * Anthropic's Messages: as callers speak it, and as Anthropic, Vertex AI, Bedrock and compatible
 * providers do.
 */
@NullMarked
package dev.fairlead.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
