package dev.fairlead.dialect.responses;

import dev.fairlead.json.Node;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Finish.Kind;
import dev.fairlead.model.Item;
import dev.fairlead.model.Part;
import org.jspecify.annotations.Nullable;

/**
 * How an answer of this protocol ends.
 *
 * @param status {@code completed}, {@code incomplete} or {@code failed}
 * @param reason why it is incomplete; else empty
 */
record Ending(String status, String reason) {

  /** The end of a response object. */
  static Finish read(Node response, boolean called, boolean refused) {
    var status = response.text("status");
    if (status.equals("incomplete")) {
      var details = response.get("incomplete_details");
      var reason = details == null ? "" : details.text("reason");
      return Finish.of(
          reason.equals("content_filter") ? Kind.CONTENT_FILTER : Kind.LENGTH,
          reason.isEmpty() ? status : reason);
    }
    return Finish.of(
        called ? Kind.TOOL_CALLS : refused ? Kind.REFUSAL : Kind.STOP,
        status.isEmpty() ? "completed" : status);
  }

  /**
   * What a finish is called here.
   *
   * @param said whether something can be read: then a refusal is a whole answer
   */
  static Ending of(@Nullable Finish finish, boolean said) {
    if (finish == null) {
      return new Ending("completed", "");
    }
    return switch (finish.kind()) {
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> new Ending("completed", "");
      case LENGTH, CONTEXT_EXCEEDED -> new Ending("incomplete", "max_output_tokens");
      case CONTENT_FILTER, RECITATION -> new Ending("incomplete", "content_filter");
      case REFUSAL ->
          said ? new Ending("completed", "") : new Ending("incomplete", "content_filter");
      case MALFORMED_TOOL_CALL, ERROR -> new Ending("failed", "");
    };
  }

  /** Whether the model refuses in this item. */
  static boolean refuses(Item item) {
    return item instanceof Item.Assistant said
        && said.parts().stream().anyMatch(Part.Refusal.class::isInstance);
  }
}
