/** What Amazon asks for besides HTTP and JSON: signed requests, and frames instead of events. */
@NullMarked
package dev.fairlead.provider.aws;

import org.jspecify.annotations.NullMarked;
