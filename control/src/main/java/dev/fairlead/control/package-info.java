/**
 * The control listener: health for machines, administration for admins. The one door to Helidon.
 */
@NullMarked
package dev.fairlead.control;

import org.jspecify.annotations.NullMarked;
