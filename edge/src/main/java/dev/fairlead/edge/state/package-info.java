/**
 * What the data plane needs to keep responses: what is being written, and the jobs in the
 * background. Blocking code: nothing here runs on an event loop.
 */
@NullMarked
package dev.fairlead.edge.state;

import org.jspecify.annotations.NullMarked;
