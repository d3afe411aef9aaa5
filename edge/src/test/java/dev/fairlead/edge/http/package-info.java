/** Reading requests. */
@NullMarked
package dev.fairlead.edge.http;

import org.jspecify.annotations.NullMarked;
