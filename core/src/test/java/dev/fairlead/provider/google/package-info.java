@NullMarked
package dev.fairlead.provider.google;

import org.jspecify.annotations.NullMarked;
