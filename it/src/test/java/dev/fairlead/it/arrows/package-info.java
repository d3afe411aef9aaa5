/** The map of the code, held. */
@NullMarked
package dev.fairlead.it.arrows;

import org.jspecify.annotations.NullMarked;
