/** Event loops, and threads carried by them. */
@NullMarked
package dev.fairlead.edge.loop;

import org.jspecify.annotations.NullMarked;
