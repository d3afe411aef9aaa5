@NullMarked
package dev.fairlead.dialect.tokens;

import org.jspecify.annotations.NullMarked;
