package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.anthropic.MessagesTurn.Message;
import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.content.Runs;
import dev.fairlead.simulator.content.Text;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;
import dev.fairlead.simulator.script.Fault;

/**
 * A message as events: its start, then block after block, each with a start, what it holds and a
 * stop, then the end with the usage. A ping follows the start of the first block.
 */
final class MessagesStream {
  private static final byte[] PING = Out.ascii("event: ping\ndata: {\"type\": \"ping\"}\n\n");
  private static final byte[] STOP =
      Out.ascii("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  private static final byte[] END = Out.ascii("}\n\n");
  private static final byte[] DELTA =
      Out.ascii("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");

  private final Message message;
  private final boolean usage;
  private final Runs runs;
  private int block;

  private MessagesStream(Message message, Behaviour behaviour) {
    this.message = message;
    this.usage = behaviour.usage() != UsagePlace.NONE;
    this.runs = new Runs(behaviour.chunkTokens());
  }

  static Pieces of(Message message, Behaviour behaviour) {
    var stream = new MessagesStream(message, behaviour);
    var answer = message.answer();
    stream.runs.one(stream::start);
    if (answer.reasoning().tokens() > 0) {
      stream.thinking(answer.reasoning());
    }
    if (answer.text().tokens() > 0) {
      stream.text(answer.text());
    }
    for (int i = 0; i < answer.calls().size(); i++) {
      stream.call(answer.calls().get(i), i);
    }
    stream.runs.one(stream::end);
    if (behaviour.fault() != Fault.Plain.NO_DONE) {
      stream.runs.one(out -> out.put(STOP));
    }
    return stream.runs;
  }

  private void start(Out out) {
    out.put("event: message_start\ndata: {\"type\":\"message_start\",\"message\":");
    message.begin(out).put(",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null");
    out.put(",\"stop_details\":null");
    if (usage) {
      message.creation(message.input(out.put(",\"usage\":")));
      out.put(",\"output_tokens\":1,\"service_tier\":\"standard\"}");
    }
    out.put("}").put(END);
  }

  private void open(Runs.Piece content) {
    int index = block;
    runs.one(out -> {
      out.put("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":");
      content.put(out.put(index).put(",\"content_block\":"));
      out.put(END);
    });
    if (block == 0) {
      runs.one(out -> out.put(PING));
    }
  }

  /** One delta, its JSON between the brackets. */
  private void delta(Runs.Piece content) {
    int index = block;
    runs.one(out -> {
      content.put(out.put(DELTA).put(index).put(",\"delta\":{"));
      out.put("}").put(END);
    });
  }

  private void deltas(Text text, String kind, String member) {
    int index = block;
    var head = Out.ascii(",\"delta\":{\"type\":\"%s\",\"%s\":\"".formatted(kind, member));
    runs.text(
        text,
        (out, from, to) -> {
          text.put(out.put(DELTA).put(index).put(head), from, to);
          out.put("\"}").put(END);
        });
  }

  private void close() {
    int index = block++;
    runs.one(out ->
        out.put("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":")
            .put(index)
            .put(END));
  }

  private void thinking(Text thought) {
    open(out -> out.put("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"));
    if (message.request().showsThoughts()) {
      deltas(thought, "thinking_delta", "thinking");
    }
    var signature = message.signature();
    delta(out -> out.put("\"type\":\"signature_delta\",\"signature\":").quoted(signature));
    close();
  }

  private void text(Text text) {
    open(out -> out.put("{\"type\":\"text\",\"text\":\"\"}"));
    deltas(text, "text_delta", "text");
    close();
  }

  private void call(Call call, int index) {
    open(out -> {
      message.callId(out.put("{\"type\":\"tool_use\",\"id\":\""), index);
      out.put("\",\"name\":").quoted(call.name());
      out.put(",\"input\":{},\"caller\":{\"type\":\"direct\"}}");
    });
    delta(out -> out.put("\"type\":\"input_json_delta\",\"partial_json\":\"\""));
    deltas(call.arguments(), "input_json_delta", "partial_json");
    close();
  }

  private void end(Out out) {
    out.put("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{");
    message.stop(out);
    out.put("}");
    if (usage) {
      var answer = message.answer();
      message.input(out.put(",\"usage\":")).put(",\"output_tokens\":");
      out.put(answer.completionTokens());
      out.put(",\"output_tokens_details\":{\"thinking_tokens\":");
      out.put(answer.reasoning().tokens()).put("}}");
    }
    out.put(END);
  }
}
