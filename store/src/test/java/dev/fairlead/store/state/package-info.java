@NullMarked
package dev.fairlead.store.state;

import org.jspecify.annotations.NullMarked;
