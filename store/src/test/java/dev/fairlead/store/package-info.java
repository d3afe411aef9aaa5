@NullMarked
package dev.fairlead.store;

import org.jspecify.annotations.NullMarked;
