@NullMarked
package dev.fairlead.key;

import org.jspecify.annotations.NullMarked;
