@NullMarked
package dev.fairlead.dialect.fit;

import org.jspecify.annotations.NullMarked;
