/** As much of HTTP/1.1 and of event streams as a load generator must read, and no more. */
@NullMarked
package dev.fairlead.bench.http;

import org.jspecify.annotations.NullMarked;
