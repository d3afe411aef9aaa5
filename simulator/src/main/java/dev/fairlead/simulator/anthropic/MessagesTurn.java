package dev.fairlead.simulator.anthropic;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.Signatures;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;

/** Answers a request for a message: the plain form here, the stream in {@link MessagesStream}. */
record MessagesTurn(MessagesRequest request, Seal seal) implements Turn {

  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) throws Refusal {
    if (behaviour.signatures() != Signatures.IGNORE) {
      new Thoughts(request, speaker, seal).verify();
    }
    var answer = speaker.answer(request, behaviour.wanted(), behaviour.toolCalls());
    var message = new Message(request, answer, seal, number);
    return request.stream()
        ? new Streamed(MessagesStream.of(message, behaviour), NamedEvents.FRAMING)
        : new Plain(plain(message, behaviour), answer.completionTokens());
  }

  /** What an answer needs to be written as a message. */
  record Message(MessagesRequest request, Answer answer, Seal seal, long number) {

    /** Writes the message up to its content. */
    Out begin(Out out) {
      out.put("{\"model\":").quoted(request.model()).put(",\"id\":\"msg_01simulated");
      return out.hex(number, 12).put("\",\"type\":\"message\",\"role\":\"assistant\"");
    }

    String signature() {
      return seal.close(Thoughts.PLACE, answer.reasoning().plain());
    }

    /** Writes an id that no other call has. */
    Out callId(Out out, int call) {
      return out.put("toolu_01").hex(number, 18).hex(call, 4);
    }

    /** Writes the reason for the end, and the text that ended it. */
    void stop(Out out) {
      out.put("\"stop_reason\":\"");
      switch (answer.finish()) {
        case STOP -> out.put(answer.stop().isEmpty() ? "end_turn" : "stop_sequence");
        case LENGTH -> out.put("max_tokens");
        case TOOL_CALLS -> out.put("tool_use");
      }
      out.put("\",\"stop_sequence\":");
      if (answer.stop().isEmpty()) {
        out.put("null");
      } else {
        out.quoted(answer.stop());
      }
      out.put(",\"stop_details\":null");
    }

    /** Writes the part of the usage that is known before anything is written. */
    Out input(Out out) {
      out.put("{\"input_tokens\":").put(answer.promptTokens() - answer.cachedTokens());
      out.put(",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":");
      return out.put(answer.cachedTokens());
    }

    private static final byte[] CREATION =
        Out.ascii(
            ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,"
                + "\"ephemeral_1h_input_tokens\":0}");

    Out creation(Out out) {
      return out.put(CREATION);
    }
  }

  private static byte[] plain(Message message, Behaviour behaviour) {
    var out = message.begin(new Out(1024)).put(",\"content\":[");
    content(out, message);
    message.stop(out.put("],"));
    if (behaviour.usage() != UsagePlace.NONE) {
      var answer = message.answer;
      message.creation(message.input(out.put(",\"usage\":")));
      out.put(",\"output_tokens\":").put(answer.completionTokens());
      out.put(",\"output_tokens_details\":{\"thinking_tokens\":");
      out.put(answer.reasoning().tokens());
      out.put("},\"service_tier\":\"standard\",\"inference_geo\":\"not_available\"}");
    }
    return out.put("}").toArray();
  }

  private static void content(Out out, Message message) {
    var answer = message.answer;
    var separator = "";
    if (answer.reasoning().tokens() > 0) {
      out.put("{\"type\":\"thinking\",\"thinking\":\"");
      if (message.request.showsThoughts()) {
        answer.reasoning().put(out);
      }
      out.put("\",\"signature\":").quoted(message.signature()).put("}");
      separator = ",";
    }
    if (answer.text().tokens() > 0) {
      out.put(separator).put("{\"type\":\"text\",\"text\":\"");
      answer.text().put(out);
      out.put("\"}");
      separator = ",";
    }
    for (int i = 0; i < answer.calls().size(); i++) {
      call(out.put(separator), message, i);
      separator = ",";
    }
  }

  private static void call(Out out, Message message, int index) {
    Call call = message.answer.calls().get(index);
    message.callId(out.put("{\"type\":\"tool_use\",\"id\":\""), index);
    out.put("\",\"name\":").quoted(call.name()).put(",\"input\":").put(call.input());
    out.put(",\"caller\":{\"type\":\"direct\"}}");
  }
}
