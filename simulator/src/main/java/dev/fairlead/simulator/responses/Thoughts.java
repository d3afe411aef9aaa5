package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.openai.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the conversation comes back as it must: the reasoning as it was given, before what
 * followed it, and an output for each call.
 */
final class Thoughts {
  private static final String PLACE = "reasoning";
  private static final String PREFIX = "gAAAAA";

  private final ResponsesRequest request;
  private final Speaker speaker;
  private final Seal seal;

  Thoughts(ResponsesRequest request, Speaker speaker, Seal seal) {
    this.request = request;
    this.speaker = speaker;
    this.seal = seal;
  }

  static String seal(Seal seal, String thought) {
    return PREFIX + seal.close(PLACE, thought).replace('+', '-').replace('/', '_');
  }

  private Seal.@Nullable Opened open(String sealed) {
    return sealed.startsWith(PREFIX)
        ? seal.open(sealed.substring(PREFIX.length()).replace('-', '+').replace('_', '/'))
        : null;
  }

  void verify() throws Refusal {
    var items = request.items();
    int start = request.turnStart();
    int results = 0;
    boolean thought = false; // since the last result
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (i == start) {
        results = 0;
        thought = false;
      }
      if (ResponsesRequest.kind(item).equals("reasoning")) {
        reasoning(item, i + 1 < items.size() ? items.get(i + 1) : Node.NONE);
        thought = true;
      } else if (ResponsesRequest.call(item)) {
        if (!thought && i > start && request.thinks() && speaker.thoughtAfter(results)) {
          throw without(item);
        }
        thought = true; // the calls beside it share its reasoning
        answered(item, items);
      } else if (ResponsesRequest.result(item)) {
        called(item, items);
        results++;
        thought = false;
      }
    }
  }

  private void reasoning(Node item, Node next) throws Refusal {
    var sealed = item.text("encrypted_content");
    if (sealed.isEmpty()) {
      throw Errors.invalid(
          404,
          "Item with id '%s' not found. Items are not persisted when `store` is set to false. Try again with `store` set to true, or remove this item from your input."
              .formatted(item.text("id")),
          "input",
          "");
    }
    var opened = open(sealed);
    if (opened == null || !opened.place().equals(PLACE)) {
      var shown =
          sealed.length() < 8
              ? sealed
              : sealed.substring(0, 4) + "..." + sealed.substring(sealed.length() - 4);
      throw Errors.invalid(
          400,
          "The encrypted content %s could not be verified. Reason: Encrypted content could not be decrypted or parsed."
              .formatted(shown),
          "",
          "invalid_encrypted_content");
    }
    var kind = ResponsesRequest.kind(next);
    boolean follows =
        ResponsesRequest.call(next)
            || kind.equals("reasoning")
            || (kind.equals("message") && next.get("role").is("assistant"));
    if (!follows) {
      throw Errors.invalid(
          400,
          "Item '%s' of type 'reasoning' was provided without its required following item."
              .formatted(item.text("id")),
          "input",
          "");
    }
  }

  /** A call's id has the number of its response, and so has that of the reasoning. */
  private static Refusal without(Node call) {
    var id = call.text("id").isEmpty() ? call.text("call_id") : call.text("id");
    int mark = id.indexOf("_simulated");
    var number = mark < 0 || id.length() < mark + 26 ? "" : id.substring(mark + 10, mark + 26);
    return Errors.invalid(
        400,
        "Item '%s' of type '%s' was provided without its required 'reasoning' item: 'rs_simulated%s'."
            .formatted(id, ResponsesRequest.kind(call), number),
        "input",
        "");
  }

  private static void answered(Node call, List<Node> items) throws Refusal {
    var id = call.text("call_id");
    if (items.stream().noneMatch(i -> ResponsesRequest.result(i) && i.get("call_id").is(id))) {
      throw Errors.invalid(400, "No tool output found for function call " + id + ".", "input", "");
    }
  }

  private static void called(Node result, List<Node> items) throws Refusal {
    var id = result.text("call_id");
    if (items.stream().noneMatch(i -> ResponsesRequest.call(i) && i.get("call_id").is(id))) {
      throw Errors.invalid(
          400, "No tool call found for function call output with call_id " + id + ".", "input", "");
    }
  }
}
