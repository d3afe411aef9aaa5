@NullMarked
package dev.fairlead.dialect.gemini;

import org.jspecify.annotations.NullMarked;
