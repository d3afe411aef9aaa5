@NullMarked
package dev.fairlead.dialect.openai.state;

import org.jspecify.annotations.NullMarked;
