/** Pictures, sound and documents inside of requests: what they are, and data URLs. */
@NullMarked
package dev.fairlead.dialect.media;

import org.jspecify.annotations.NullMarked;
