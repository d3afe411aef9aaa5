/** What a wire protocol must tell the gateway; one folder below for each protocol. */
@NullMarked
package dev.fairlead.dialect;

import org.jspecify.annotations.NullMarked;
