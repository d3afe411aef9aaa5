/** The official client libraries against a running gateway. */
@NullMarked
package dev.fairlead.it.sdk;

import org.jspecify.annotations.NullMarked;
