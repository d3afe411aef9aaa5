@NullMarked
package dev.fairlead.provider.aws;

import org.jspecify.annotations.NullMarked;
