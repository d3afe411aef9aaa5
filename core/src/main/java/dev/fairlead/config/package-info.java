/** What fairlead.yaml says: records with defaults, their reader, their JSON Schema. */
@NullMarked
package dev.fairlead.config;

import org.jspecify.annotations.NullMarked;
