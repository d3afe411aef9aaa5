@NullMarked
package dev.fairlead.json;

import org.jspecify.annotations.NullMarked;
