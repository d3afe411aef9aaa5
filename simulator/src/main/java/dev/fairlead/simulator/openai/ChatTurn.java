package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Scan;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;

/** Answers a chat request: the plain form here, the stream in {@link ChatStream}. */
final class ChatTurn implements Turn {
  private static final byte[] ID = Out.ascii("{\"id\":\"chatcmpl-simulated");
  private static final byte[] CREATED = Out.ascii("\",\"object\":\"chat.completion\",\"created\":");
  private static final byte[] MODEL = Out.ascii(",\"model\":");
  private static final byte[] CHOICES = Out.ascii(",\"choices\":[");
  private static final byte[] COMMA = Out.ascii(",");
  private static final byte[] INDEX = Out.ascii("{\"index\":");
  private static final byte[] CONTENT =
      Out.ascii(",\"message\":{\"role\":\"assistant\",\"content\":\"");
  private static final byte[] NO_CONTENT =
      Out.ascii(",\"message\":{\"role\":\"assistant\",\"content\":null");
  private static final byte[] QUOTE = Out.ascii("\"");
  private static final byte[] REASONING = Out.ascii(",\"reasoning_content\":\"");
  private static final byte[] FINISH =
      Out.ascii(",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"");
  private static final byte[] END_CHOICE = Out.ascii("\"}");
  private static final byte[] END_CHOICES = Out.ascii("]");
  private static final byte[] USAGE = Out.ascii(",\"usage\":");
  private static final byte[] END =
      Out.ascii(",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulated\"}");

  private final ChatRequest request;
  private final long created;

  ChatTurn(ChatRequest request, long created) {
    this.request = request;
    this.created = created;
  }

  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) throws Refusal {
    var answer = answer(speaker, behaviour);
    return request.stream()
        ? new Streamed(
            new ChatStream(request, answer, behaviour, number, created), DataEvents.FRAMING)
        : new Plain(plain(answer, behaviour, number), answer.completionTokens());
  }

  private Answer answer(Speaker speaker, Behaviour behaviour) throws Refusal {
    try {
      return speaker.answer(request, behaviour.wanted(), behaviour.toolCalls());
    } catch (Scan.Malformed _) {
      throw Errors.notJson(); // in a message, which nobody had looked into before
    }
  }

  private byte[] plain(Answer answer, Behaviour behaviour, long number) {
    var out = new Out(1024);
    out.put(ID).hex(number, 12).put(CREATED).put(created);
    out.put(MODEL).quoted(request.model()).put(CHOICES);
    for (int i = 0; i < request.choices(); i++) {
      if (i > 0) {
        out.put(COMMA);
      }
      choice(out.put(INDEX).put(i), answer, number, i);
    }
    out.put(END_CHOICES);
    if (behaviour.usage() != UsagePlace.NONE) {
      int choices = request.choices();
      Usage.put(
          out.put(USAGE),
          answer,
          choices * answer.completionTokens(),
          choices * answer.reasoning().tokens());
    }
    return out.put(END).toArray();
  }

  private static void choice(Out out, Answer answer, long number, int index) {
    if (answer.calls().isEmpty() || answer.text().tokens() > 0) {
      out.put(CONTENT);
      answer.text().put(out);
      out.put(QUOTE);
    } else {
      out.put(NO_CONTENT);
    }
    if (answer.reasoning().tokens() > 0) {
      out.put(REASONING);
      answer.reasoning().put(out);
      out.put(QUOTE);
    }
    if (!answer.calls().isEmpty()) {
      calls(out, answer, number, index);
    }
    out.put(FINISH).put(finish(answer)).put(END_CHOICE);
  }

  private static void calls(Out out, Answer answer, long number, int choice) {
    var separator = ",\"tool_calls\":[";
    for (int i = 0; i < answer.calls().size(); i++) {
      var call = answer.calls().get(i);
      out.put(separator).put("{\"id\":\"");
      callId(out, number, choice, i);
      out.put("\",\"type\":\"function\",\"function\":{\"name\":").quoted(call.name());
      out.put(",\"arguments\":\"");
      call.arguments().put(out);
      out.put("\"}}");
      separator = ",";
    }
    out.put("]");
  }

  /** Writes an id that no other call has; 24 characters behind {@code call_}. */
  static void callId(Out out, long number, int choice, int call) {
    out.put("call_").hex(number, 16).hex(choice, 4).hex(call, 4);
  }

  static String finish(Answer answer) {
    return switch (answer.finish()) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
    };
  }
}
