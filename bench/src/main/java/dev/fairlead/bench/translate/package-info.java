/** What translation costs in the core alone: no sockets, no processes, one thread. */
@NullMarked
package dev.fairlead.bench.translate;

import org.jspecify.annotations.NullMarked;
