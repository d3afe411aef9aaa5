/** Where names become endpoints, and endpoints a plan. Pure. */
@NullMarked
package dev.fairlead.routing;

import org.jspecify.annotations.NullMarked;
