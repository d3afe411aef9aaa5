/** The way of one exchange: Accept, Admit, Choose, Call, Relay, Settle. */
@NullMarked
package dev.fairlead.edge.flow;

import org.jspecify.annotations.NullMarked;
