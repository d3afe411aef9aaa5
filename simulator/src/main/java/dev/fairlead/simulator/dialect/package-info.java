/** What a protocol has to bring to be simulated; one package for each implements it. */
@NullMarked
package dev.fairlead.simulator.dialect;

import org.jspecify.annotations.NullMarked;
