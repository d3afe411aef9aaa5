package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;
import dev.fairlead.simulator.script.Fault;
import java.util.ArrayList;
import java.util.List;

/** Answers a request for a plain completion: each prompt gets {@code n} choices. */
final class CompletionTurn implements Turn {
  private static final byte[] DONE = Out.ascii("data: [DONE]\n\n");
  private final CompletionRequest request;
  private final long created;

  CompletionTurn(CompletionRequest request, long created) {
    this.request = request;
    this.created = created;
  }

  @Override
  public String model() {
    return request.asked();
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) {
    var choices = new ArrayList<Answer>();
    for (var prompt : request.prompts()) {
      var answer = speaker.answer(request.ask(prompt), behaviour.wanted(), 1);
      for (int i = 0; i < request.choices(); i++) {
        choices.add(answer);
      }
    }
    return request.stream()
        ? new Streamed(new Events(choices, behaviour, number), DataEvents.FRAMING)
        : plain(choices, behaviour, number);
  }

  private Plain plain(List<Answer> choices, Behaviour behaviour, long number) {
    var out = head(new Out(512), number);
    for (int i = 0; i < choices.size(); i++) {
      var answer = choices.get(i);
      out.put(i == 0 ? "" : ",");
      choice(out, answer, i, 0, answer.text().tokens());
      out.quoted(ChatTurn.finish(answer)).put("}");
    }
    out.put("]");
    if (behaviour.usage() != UsagePlace.NONE) {
      usage(out, choices);
    }
    return new Plain(out.put("}").toArray(), tokens(choices));
  }

  private Out head(Out out, long number) {
    out.put("{\"id\":\"cmpl-simulated").hex(number, 12);
    out.put("\",\"object\":\"text_completion\",\"created\":").put(created);
    return out.put(",\"model\":").quoted(request.model()).put(",\"choices\":[");
  }

  private static void choice(Out out, Answer answer, int index, int from, int to) {
    out.put("{\"text\":\"");
    answer.text().put(out, from, to);
    out.put("\",\"index\":").put(index).put(",\"logprobs\":null,\"finish_reason\":");
  }

  private void usage(Out out, List<Answer> choices) {
    int prompt = 0;
    for (int i = 0; i < choices.size(); i += request.choices()) {
      prompt += choices.get(i).promptTokens();
    }
    int completion = tokens(choices);
    out.put(",\"usage\":{\"prompt_tokens\":").put(prompt);
    out.put(",\"completion_tokens\":").put(completion);
    out.put(",\"total_tokens\":").put(prompt + completion).put("}");
  }

  private static int tokens(List<Answer> choices) {
    return choices.stream().mapToInt(a -> a.text().tokens()).sum();
  }

  /** The stream: each choice's tokens, then its end; then usage if asked for, then the mark. */
  private final class Events implements Pieces {
    private final List<Answer> choices;
    private final Behaviour behaviour;
    private final long number;
    private int choice;
    private int token;
    private boolean usage;
    private boolean done;

    Events(List<Answer> choices, Behaviour behaviour, long number) {
      this.choices = choices;
      this.behaviour = behaviour;
      this.number = number;
      this.usage = request.includeUsage() && behaviour.usage() != UsagePlace.NONE;
      this.done = behaviour.fault() != Fault.Plain.NO_DONE;
    }

    @Override
    public boolean next(Out out) {
      if (choice < choices.size()) {
        text(out);
      } else if (usage) {
        usage = false;
        head(out.put("data: "), number).put("]");
        usage(out, choices);
        out.put("}\n\n");
      } else if (done) {
        done = false;
        out.put(DONE);
      } else {
        return false;
      }
      return true;
    }

    private void usage(Out out, List<Answer> of) {
      CompletionTurn.this.usage(out, of);
    }

    private void text(Out out) {
      var answer = choices.get(choice);
      int to = Math.min(token + behaviour.chunkTokens(), answer.text().tokens());
      boolean end = token == answer.text().tokens();
      choice(head(out.put("data: "), number), answer, choice, token, to);
      out.put(end ? "\"" + ChatTurn.finish(answer) + "\"" : "null").put("}]}\n\n");
      token = end ? 0 : to;
      choice += end ? 1 : 0;
    }
  }
}
