/** Models, endpoints, prices, capabilities: facts with a version and a date. */
@NullMarked
package dev.fairlead.catalog;

import org.jspecify.annotations.NullMarked;
