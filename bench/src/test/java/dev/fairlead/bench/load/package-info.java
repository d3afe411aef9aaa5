@NullMarked
package dev.fairlead.bench.load;

import org.jspecify.annotations.NullMarked;
