/** The load generator: closed loop, open loop and streams, on one Netty event loop. */
@NullMarked
package dev.fairlead.bench.load;

import org.jspecify.annotations.NullMarked;
