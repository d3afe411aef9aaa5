@NullMarked
package dev.fairlead.edge;

import org.jspecify.annotations.NullMarked;
