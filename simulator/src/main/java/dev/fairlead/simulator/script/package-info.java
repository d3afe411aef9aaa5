/** How a simulated provider behaves: latency, pace, failure. In no dialect. */
@NullMarked
package dev.fairlead.simulator.script;

import org.jspecify.annotations.NullMarked;
