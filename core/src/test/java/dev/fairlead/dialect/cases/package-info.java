/**
 * The cases that break other gateways, as files: {@code src/test/resources/cases/T001.json} and on.
 */
@NullMarked
package dev.fairlead.dialect.cases;

import org.jspecify.annotations.NullMarked;
