/** Server-sent events, read from passing bytes. */
@NullMarked
package dev.fairlead.sse;

import org.jspecify.annotations.NullMarked;
