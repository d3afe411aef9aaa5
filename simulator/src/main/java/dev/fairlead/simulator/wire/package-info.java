/** HTTP/1.1 as bytes and time: the one door to Netty here. */
@NullMarked
package dev.fairlead.simulator.wire;

import org.jspecify.annotations.NullMarked;
