/** Connections to providers, pooled on each event loop. */
@NullMarked
package dev.fairlead.edge.upstream;

import org.jspecify.annotations.NullMarked;
