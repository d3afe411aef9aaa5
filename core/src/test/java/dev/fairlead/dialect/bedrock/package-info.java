/** Converse against Amazon's own shapes and against what was recorded. */
@NullMarked
package dev.fairlead.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
