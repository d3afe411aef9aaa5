@NullMarked
package dev.fairlead.dialect.responses;

import org.jspecify.annotations.NullMarked;
