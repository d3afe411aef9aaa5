@NullMarked
package dev.fairlead.routing;

import org.jspecify.annotations.NullMarked;
