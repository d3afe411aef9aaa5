/** What is kept of an exchange. */
@NullMarked
package dev.fairlead.ledger;

import org.jspecify.annotations.NullMarked;
