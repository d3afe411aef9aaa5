@NullMarked
package dev.fairlead.dialect.openai;

import org.jspecify.annotations.NullMarked;
