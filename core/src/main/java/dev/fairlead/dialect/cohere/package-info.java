/** Cohere's chat, version 2, which callers do not speak: written requests, read answers. */
@NullMarked
package dev.fairlead.dialect.cohere;

import org.jspecify.annotations.NullMarked;
