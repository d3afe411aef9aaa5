/** How a provider is reached: address, key, oddities. All of it data. */
@NullMarked
package dev.fairlead.provider;

import org.jspecify.annotations.NullMarked;
