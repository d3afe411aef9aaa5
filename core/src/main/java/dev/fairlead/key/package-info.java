/** Callers' keys: who may call, found by the hash of what they present. */
@NullMarked
package dev.fairlead.key;

import org.jspecify.annotations.NullMarked;
