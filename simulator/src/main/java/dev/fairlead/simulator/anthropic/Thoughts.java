package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;

/**
 * Looks whether the conversation comes back as it must: the thoughts as they were given, first in
 * their message, and a result for each call in the next message.
 */
final class Thoughts {
  static final String PLACE = "thinking";
  private final MessagesRequest request;
  private final Speaker speaker;
  private final Seal seal;

  Thoughts(MessagesRequest request, Speaker speaker, Seal seal) {
    this.request = request;
    this.speaker = speaker;
    this.seal = seal;
  }

  void verify() throws Refusal {
    var messages = request.messages();
    int start = request.turnStart();
    int results = 0;
    for (int i = 0; i < messages.size(); i++) {
      var message = messages.get(i);
      if (message.get("role").is("assistant")) {
        blocks(i, message);
        answered(i, message);
        if (i > start && request.thinks() && speaker.thoughtAfter(results)) {
          begins(i, message);
        }
      }
      results += i < start ? 0 : count(message, "tool_result");
    }
  }

  private static int count(Node message, String type) {
    return (int) message.get("content").list().stream().filter(b -> b.get("type").is(type)).count();
  }

  private void blocks(int index, Node message) throws Refusal {
    var blocks = message.get("content").list();
    for (int i = 0; i < blocks.size(); i++) {
      var block = blocks.get(i);
      if (!block.get("type").is("thinking")) {
        continue;
      }
      var opened = seal.open(block.text("signature"));
      if (opened == null || !opened.place().equals(PLACE)) {
        throw Errors.invalid(
            "messages.%d.content.%d: Invalid `signature` in `thinking` block".formatted(index, i));
      }
      var thinking = block.text("thinking");
      if (!thinking.isEmpty() && !thinking.equals(opened.thought())) {
        throw modified(index, i);
      }
    }
  }

  /** A message that went on with a call must begin with its thought. */
  private static void begins(int index, Node message) throws Refusal {
    var blocks = message.get("content").list();
    var first = blocks.isEmpty() ? "text" : blocks.getFirst().text("type");
    if (!first.equals("thinking") && !first.equals("redacted_thinking")) {
      throw missing(index, first);
    }
  }

  private void answered(int index, Node message) throws Refusal {
    var messages = request.messages();
    var next = index + 1 < messages.size() ? messages.get(index + 1) : Node.NONE;
    for (var block : message.get("content").list()) {
      if (block.get("type").is("tool_use")) {
        var id = block.text("id");
        boolean found =
            next.get("content").list().stream().anyMatch(b -> b.get("tool_use_id").is(id));
        if (!found) {
          throw unanswered(index, id);
        }
      }
    }
  }

  private static Refusal modified(int message, int block) {
    return Errors.invalid(
        "messages.%d.content.%d: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response."
            .formatted(message, block));
  }

  private static Refusal missing(int message, String found) {
    return Errors.invalid(
        "messages.%d.content.0.type: Expected `thinking` or `redacted_thinking`, but found `%s`. When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
            .formatted(message, found));
  }

  private static Refusal unanswered(int message, String id) {
    return Errors.invalid(
        "messages.%d: `tool_use` ids were found without `tool_result` blocks immediately after: %s. Each `tool_use` block must have a corresponding `tool_result` block in the next message."
            .formatted(message, id));
  }
}
