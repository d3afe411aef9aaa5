/** The upstream that all peers share, as a process of its own. */
@NullMarked
package dev.fairlead.bench.origin;

import org.jspecify.annotations.NullMarked;
