/**
 * What the simulated models say, in no dialect; and the small tools to read and write JSON bytes.
 */
@NullMarked
package dev.fairlead.simulator.content;

import org.jspecify.annotations.NullMarked;
