@NullMarked
package dev.fairlead.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
