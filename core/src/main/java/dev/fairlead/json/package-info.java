/** JSON in place: validation, member spans, edits. The one door to Jackson. */
@NullMarked
package dev.fairlead.json;

import org.jspecify.annotations.NullMarked;
