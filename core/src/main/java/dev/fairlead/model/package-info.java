/** What every dialect speaks of: usage, finish, failure. */
@NullMarked
package dev.fairlead.model;

import org.jspecify.annotations.NullMarked;
