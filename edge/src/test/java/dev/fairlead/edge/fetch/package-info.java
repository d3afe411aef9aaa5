@NullMarked
package dev.fairlead.edge.fetch;

import org.jspecify.annotations.NullMarked;
