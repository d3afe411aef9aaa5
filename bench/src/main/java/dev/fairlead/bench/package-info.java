/** The comparison of the gateway with its peers: what is measured, and how it is told. */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;
