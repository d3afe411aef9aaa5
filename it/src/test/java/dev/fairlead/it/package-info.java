@NullMarked
package dev.fairlead.it;

import org.jspecify.annotations.NullMarked;
