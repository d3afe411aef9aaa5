/** Recorded exchanges with real providers, where a folder of them is given. */
@NullMarked
package dev.fairlead.dialect.recorded;

import org.jspecify.annotations.NullMarked;
