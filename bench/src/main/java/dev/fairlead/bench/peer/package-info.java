/** What is measured: programs that are fetched, started, watched in /proc and ended. */
@NullMarked
package dev.fairlead.bench.peer;

import org.jspecify.annotations.NullMarked;
