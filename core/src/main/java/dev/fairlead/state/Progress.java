package dev.fairlead.state;

import java.util.List;

/**
 * How a response stands now.
 *
 * @param object the response object as JSON, given back to callers as it is
 * @param output the items so far, in order
 * @param opaque what the gateway itself wants to find again when the response is continued; empty
 *     when there is nothing. Not shown to callers.
 */
public record Progress(Status status, String object, List<Item> output, String opaque) {
  public Progress {
    output = List.copyOf(output);
  }
}
