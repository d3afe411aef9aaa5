/**
 * Makes a request keep to what its destination can take, and undoes that on the answer. Between
 * every reader and every writer; knows the manners of a destination, not its dialect.
 */
@NullMarked
package dev.fairlead.dialect.fit;

import org.jspecify.annotations.NullMarked;
