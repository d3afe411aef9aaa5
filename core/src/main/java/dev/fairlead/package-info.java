/**
 * Fairlead: a gateway and router for AI models. This module holds no socket, no database and no
 * thread.
 */
@NullMarked
package dev.fairlead;

import org.jspecify.annotations.NullMarked;
