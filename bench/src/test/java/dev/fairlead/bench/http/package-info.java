@NullMarked
package dev.fairlead.bench.http;

import org.jspecify.annotations.NullMarked;
