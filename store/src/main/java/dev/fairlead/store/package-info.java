/** What is kept on disk, behind ports of core. */
@NullMarked
package dev.fairlead.store;

import org.jspecify.annotations.NullMarked;
