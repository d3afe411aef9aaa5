/**
 * State in SQLite: {@code state.db} of the data directory. The only package that knows Jdbi,
 * Flyway, HikariCP and the driver. {@link SqliteState} is the way in.
 */
@NullMarked
package dev.fairlead.store.state;

import org.jspecify.annotations.NullMarked;
