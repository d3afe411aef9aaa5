@NullMarked
package dev.fairlead.catalog;

import org.jspecify.annotations.NullMarked;
