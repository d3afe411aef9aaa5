@NullMarked
package dev.fairlead.dialect.media;

import org.jspecify.annotations.NullMarked;
