package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;
import dev.fairlead.simulator.script.Fault;

/**
 * A chat answer as events: the role, reasoning, text or tool calls, the end of each choice, usage,
 * {@code [DONE]}. With several choices each step comes for all of them in turn. Not thread-safe.
 */
final class ChatStream implements Pieces {
  private static final byte[] INDEX = Out.ascii("{\"index\":");
  private static final byte[] DELTA = Out.ascii(",\"delta\":{");
  private static final byte[] ROLE =
      Out.ascii("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null");
  private static final byte[] ROLE_NO_CONTENT =
      Out.ascii("\"role\":\"assistant\",\"content\":null,\"refusal\":null");
  private static final byte[] REASONING = Out.ascii("\"reasoning_content\":\"");
  private static final byte[] CONTENT = Out.ascii("\"content\":\"");
  private static final byte[] QUOTE = Out.ascii("\"");
  private static final byte[] UNFINISHED =
      Out.ascii("},\"logprobs\":null,\"finish_reason\":null}]");
  private static final byte[] FINISHED = Out.ascii("},\"logprobs\":null,\"finish_reason\":\"");
  private static final byte[] END_CHOICES = Out.ascii("]");
  private static final byte[] USAGE = Out.ascii(",\"usage\":");
  private static final byte[] USAGE_NULL = Out.ascii(",\"usage\":null");
  private static final byte[] END = Out.ascii("}\n\n");
  private static final byte[] DONE = Out.ascii("data: [DONE]\n\n");

  private enum Step {
    ROLE,
    REASONING,
    TEXT,
    CALL,
    ARGUMENTS,
    FINISH,
    USAGE,
    DONE,
    OVER
  }

  private final Answer answer;
  private final int choices;
  private final int chunkTokens;
  private final UsagePlace usage;
  private final boolean usageAsked;
  private final boolean done;
  private final long number;
  private final byte[] prefix;

  private Step step = Step.ROLE;
  private int choice;
  private int token; // the next of the reasoning, the text or the arguments
  private int call;
  private int written; // tokens of one choice up to now
  private int reasoned;

  ChatStream(ChatRequest request, Answer answer, Behaviour behaviour, long number, long created) {
    this.answer = answer;
    this.choices = request.choices();
    this.chunkTokens = behaviour.chunkTokens();
    this.usage = behaviour.usage();
    this.usageAsked = request.includeUsage() && usage == UsagePlace.ASKED;
    this.done = behaviour.fault() != Fault.Plain.NO_DONE;
    this.number = number;
    var out = new Out(224);
    out.put("data: {\"id\":\"chatcmpl-simulated").hex(number, 12);
    out.put("\",\"object\":\"chat.completion.chunk\",\"created\":").put(created);
    out.put(",\"model\":").quoted(request.model());
    out.put(",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulated\",\"choices\":[");
    this.prefix = out.toArray();
  }

  @Override
  public boolean next(Out out) {
    switch (step) {
      case ROLE -> role(out);
      case REASONING -> reasoning(out);
      case TEXT -> text(out);
      case CALL -> call(out);
      case ARGUMENTS -> arguments(out);
      case FINISH -> finish(out);
      case USAGE -> usage(out);
      case DONE -> {
        out.put(DONE);
        step = Step.OVER;
      }
      case OVER -> {
        return false;
      }
    }
    return true;
  }

  private void role(Out out) {
    boolean silent = answer.text().tokens() == 0 && !answer.calls().isEmpty();
    begin(out).put(silent ? ROLE_NO_CONTENT : ROLE);
    unfinished(out);
    if (nextChoice()) {
      step = answer.reasoning().tokens() > 0 ? Step.REASONING : said();
    }
  }

  private Step said() {
    return answer.text().tokens() > 0 ? Step.TEXT : afterText();
  }

  private Step afterText() {
    return answer.calls().isEmpty() ? Step.FINISH : Step.CALL;
  }

  private void reasoning(Out out) {
    int to = Math.min(token + chunkTokens, answer.reasoning().tokens());
    begin(out).put(REASONING);
    answer.reasoning().put(out, token, to);
    counted(to, to);
    unfinished(out.put(QUOTE));
    if (nextChoice()) {
      token = to;
      if (to == answer.reasoning().tokens()) {
        token = 0;
        step = said();
      }
    }
  }

  private void text(Out out) {
    int to = Math.min(token + chunkTokens, answer.text().tokens());
    begin(out).put(CONTENT);
    answer.text().put(out, token, to);
    counted(answer.reasoning().tokens() + to, answer.reasoning().tokens());
    unfinished(out.put(QUOTE));
    if (nextChoice()) {
      token = to;
      step = to == answer.text().tokens() ? afterText() : Step.TEXT;
    }
  }

  private void call(Out out) {
    begin(out).put("\"tool_calls\":[{\"index\":").put(call).put(",\"id\":\"");
    ChatTurn.callId(out, number, choice, call);
    out.put("\",\"type\":\"function\",\"function\":{\"name\":");
    out.quoted(answer.calls().get(call).name()).put(",\"arguments\":\"\"}}]");
    unfinished(out);
    if (nextChoice()) {
      step = Step.ARGUMENTS;
      token = 0;
    }
  }

  private void arguments(Out out) {
    var text = answer.calls().get(call).arguments();
    int to = Math.min(token + chunkTokens, text.tokens());
    begin(out).put("\"tool_calls\":[{\"index\":").put(call);
    out.put(",\"function\":{\"arguments\":\"");
    text.put(out, token, to);
    unfinished(out.put("\"}}]"));
    if (nextChoice()) {
      token = to;
      if (to == text.tokens()) {
        call++;
        step = call == answer.calls().size() ? Step.FINISH : Step.CALL;
      }
    }
  }

  private void finish(Out out) {
    counted(answer.completionTokens(), answer.reasoning().tokens());
    begin(out).put(FINISHED).put(ChatTurn.finish(answer)).put(QUOTE);
    if (usage == UsagePlace.CHOICE) {
      usageObject(out.put(USAGE));
    }
    out.put("}").put(END_CHOICES);
    if (usage == UsagePlace.LAST_CHOICE && choice == choices - 1) {
      usageObject(out.put(USAGE));
    } else {
      runningUsage(out);
    }
    out.put(END);
    if (nextChoice()) {
      step = usageAsked ? Step.USAGE : last();
    }
  }

  private void usage(Out out) {
    out.put(prefix).put(END_CHOICES).put(USAGE);
    usageObject(out);
    out.put(END);
    step = last();
  }

  private Step last() {
    return done ? Step.DONE : Step.OVER;
  }

  private Out begin(Out out) {
    return out.put(prefix).put(INDEX).put(choice).put(DELTA);
  }

  private void unfinished(Out out) {
    out.put(UNFINISHED);
    runningUsage(out);
    out.put(END);
  }

  private void runningUsage(Out out) {
    if (usage == UsagePlace.EVERY_CHUNK) {
      usageObject(out.put(USAGE));
    } else if (usageAsked) {
      out.put(USAGE_NULL);
    }
  }

  private void usageObject(Out out) {
    Usage.put(out, answer, choices * written, choices * reasoned);
  }

  private void counted(int tokens, int reasoning) {
    written = tokens;
    reasoned = reasoning;
  }

  /** Goes to the next choice; true when all had their turn. */
  private boolean nextChoice() {
    choice = choice + 1 == choices ? 0 : choice + 1;
    return choice == 0;
  }
}
