/** What clients talk to: HTTP/1.1 and HTTP/2, in and out. */
@NullMarked
package dev.fairlead.edge.http;

import org.jspecify.annotations.NullMarked;
