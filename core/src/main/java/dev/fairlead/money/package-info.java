/** Exact money: integers of picodollars, and what an exchange costs. */
@NullMarked
package dev.fairlead.money;

import org.jspecify.annotations.NullMarked;
