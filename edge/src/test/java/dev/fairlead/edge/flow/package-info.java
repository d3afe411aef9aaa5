/** The data plane on real sockets, between a client and simulated providers. */
@NullMarked
package dev.fairlead.edge.flow;

import org.jspecify.annotations.NullMarked;
