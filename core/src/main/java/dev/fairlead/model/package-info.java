/**
 * The neutral conversation and what every dialect speaks of: items, parts, events, usage, failure.
 */
@NullMarked
package dev.fairlead.model;

import org.jspecify.annotations.NullMarked;
