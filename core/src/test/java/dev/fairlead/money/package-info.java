@NullMarked
package dev.fairlead.money;

import org.jspecify.annotations.NullMarked;
