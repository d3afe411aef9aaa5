@NullMarked
package dev.fairlead.sse;

import org.jspecify.annotations.NullMarked;
