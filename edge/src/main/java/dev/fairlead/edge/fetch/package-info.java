/** Gets what a request names by its URL, without being led into the own network. */
@NullMarked
package dev.fairlead.edge.fetch;

import org.jspecify.annotations.NullMarked;
