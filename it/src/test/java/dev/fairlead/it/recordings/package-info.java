/** Every recorded exchange of a dialect, sent through a running gateway. */
@NullMarked
package dev.fairlead.it.recordings;

import org.jspecify.annotations.NullMarked;
