@NullMarked
package dev.fairlead.bench.peer;

import org.jspecify.annotations.NullMarked;
