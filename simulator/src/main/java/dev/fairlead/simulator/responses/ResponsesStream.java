package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.content.Runs;
import dev.fairlead.simulator.content.Text;
import dev.fairlead.simulator.responses.Response.Status;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Fault;

/**
 * A response as events: created, in progress, item after item with what is in it, and the whole
 * response once more at its end. The events are numbered as they are written.
 */
final class ResponsesStream {
  private static final byte[] END = Out.ascii("}\n\n");
  private final Response response;
  private final Runs runs;
  private int item;
  private long sequence;

  private ResponsesStream(Response response, Behaviour behaviour) {
    this.response = response;
    this.runs = new Runs(behaviour.chunkTokens());
  }

  static Pieces of(Response response, Behaviour behaviour) {
    var stream = new ResponsesStream(response, behaviour);
    stream.whole("response.created", Status.IN_PROGRESS);
    stream.whole("response.in_progress", Status.IN_PROGRESS);
    if (response.reasons()) {
      stream.reasoning();
    }
    if (response.speaks()) {
      stream.message();
    }
    for (int i = 0; i < response.answer().calls().size(); i++) {
      stream.call(response.answer().calls().get(i), i);
    }
    if (behaviour.fault() != Fault.Plain.NO_DONE) {
      stream.whole("response." + response.end(), response.end());
    }
    return stream.runs;
  }

  /** Begins an event; what is written next are further members, then {@link #END}. */
  private Out begin(Out out, byte[] head) {
    return out.put(head).put(sequence++);
  }

  private static byte[] head(String type) {
    return Out.ascii("event: %1$s\ndata: {\"type\":\"%1$s\",\"sequence_number\":".formatted(type));
  }

  private void event(String type, Runs.Piece members) {
    var head = head(type);
    runs.one(out -> {
      members.put(begin(out, head));
      out.put(END);
    });
  }

  private void whole(String type, Status status) {
    event(type, out -> response.put(out.put(",\"response\":"), status, ResponsesTurn.NO_ERROR));
  }

  /** An item's first or last event. */
  private void item(String type, Runs.Piece content) {
    int index = item;
    event(type, out -> content.put(out.put(",\"output_index\":").put(index).put(",\"item\":")));
  }

  /** The members that say where an event belongs, all but those of the part. */
  private byte[] place(Out id) {
    return new Out(96)
        .put(",\"item_id\":\"")
        .put(id.toArray())
        .put("\",\"output_index\":")
        .put(item)
        .toArray();
  }

  private void deltas(String type, Text text, byte[] place, String more) {
    var head = head(type);
    runs.text(
        text,
        (out, from, to) -> {
          text.put(begin(out, head).put(place).put(",\"delta\":\""), from, to);
          out.put("\"").put(more).put(END);
        });
  }

  private void reasoning() {
    item("response.output_item.added", out -> response.reasoning(out, false));
    if (response.request().showsThoughts()) {
      var place = place(response.reasoningId(new Out(40)));
      var part = new Out(128).put(place).put(",\"summary_index\":0").toArray();
      var kind = "response.reasoning_summary_";
      event(kind + "part.added", out -> response.summary(out.put(part).put(",\"part\":"), false));
      deltas(kind + "text.delta", response.answer().reasoning(), part, "");
      event(
          kind + "text.done",
          out -> {
            response.answer().reasoning().put(out.put(part).put(",\"text\":\""));
            out.put("\"");
          });
      event(kind + "part.done", out -> response.summary(out.put(part).put(",\"part\":"), true));
    }
    item("response.output_item.done", out -> response.reasoning(out, true));
    item++;
  }

  private void message() {
    item("response.output_item.added", out -> response.message(out, false));
    var place = place(response.messageId(new Out(40)));
    var part = new Out(128).put(place).put(",\"content_index\":0").toArray();
    event(
        "response.content_part.added",
        out -> response.part(out.put(part).put(",\"part\":"), false));
    var text = response.answer().text();
    deltas("response.output_text.delta", text, part, ",\"logprobs\":[]");
    event(
        "response.output_text.done",
        out -> {
          text.put(out.put(part).put(",\"text\":\""));
          out.put("\",\"logprobs\":[]");
        });
    event(
        "response.content_part.done", out -> response.part(out.put(part).put(",\"part\":"), true));
    item("response.output_item.done", out -> response.message(out, true));
    item++;
  }

  private void call(Call call, int index) {
    item("response.output_item.added", out -> response.call(out, index, false));
    var place = place(response.callItemId(new Out(40), index));
    var kind = "response." + (call.free() ? "custom_tool_call_input" : "function_call_arguments");
    deltas(kind + ".delta", call.arguments(), place, "");
    event(
        kind + ".done",
        out -> {
          out.put(place).put(call.free() ? ",\"input\":\"" : ",\"arguments\":\"");
          call.arguments().put(out);
          out.put("\"");
          if (!call.free()) {
            out.put(",\"name\":").quoted(call.name());
          }
        });
    item("response.output_item.done", out -> response.call(out, index, true));
    item++;
  }
}
