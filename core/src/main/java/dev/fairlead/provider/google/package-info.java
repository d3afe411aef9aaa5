/** What Google asks for besides HTTP and JSON: access tokens that last an hour. */
@NullMarked
package dev.fairlead.provider.google;

import org.jspecify.annotations.NullMarked;
