/**
 * Google's Gemini: {@code generateContent}, as the Gemini API and Vertex AI speak it.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 */
@NullMarked
package dev.fairlead.dialect.gemini;

import org.jspecify.annotations.NullMarked;
