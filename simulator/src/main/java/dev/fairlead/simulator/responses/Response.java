package dev.fairlead.simulator.responses;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Answer.Call;
import dev.fairlead.simulator.content.Answer.Finish;
import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Seal;

/**
 * An answer as a response object, and its items. The order of the items is: the reasoning, the
 * message, the calls.
 *
 * @param usage whether the token counts are there
 */
record Response(
    ResponsesRequest request, Answer answer, Seal seal, long number, long created, boolean usage) {

  /** Where a response stands. */
  enum Status {
    IN_PROGRESS,
    COMPLETED,
    INCOMPLETE,
    FAILED;

    private final String word = name().toLowerCase(java.util.Locale.ROOT);

    @Override
    public String toString() {
      return word;
    }
  }

  Status end() {
    return answer.finish() == Finish.LENGTH ? Status.INCOMPLETE : Status.COMPLETED;
  }

  boolean reasons() {
    return answer.reasoning().tokens() > 0;
  }

  /** Whether there is a message; an answer of nothing at all is an empty one. */
  boolean speaks() {
    return answer.text().tokens() > 0 || answer.calls().isEmpty();
  }

  /** Writes the whole object; the items and the usage are there once it is at its end. */
  void put(Out out, Status status, byte[] error) {
    boolean over = status == Status.COMPLETED || status == Status.INCOMPLETE;
    out.put("{\"id\":\"resp_simulated").hex(number, 16);
    out.put("\",\"object\":\"response\",\"created_at\":").put(created);
    out.put(",\"status\":\"").put(status.toString()).put("\",\"background\":false");
    out.put(",\"completed_at\":");
    if (status == Status.COMPLETED) {
      out.put(created);
    } else {
      out.put("null");
    }
    out.put(",\"error\":").put(error).put(",\"incomplete_details\":");
    out.put(status == Status.INCOMPLETE ? "{\"reason\":\"max_output_tokens\"}" : "null");
    echo(out, "instructions", "null");
    echo(out, "max_output_tokens", "null");
    echo(out, "max_tool_calls", "null");
    out.put(",\"model\":").quoted(request.model()).put(",\"output\":[");
    if (over) {
      items(out);
    }
    out.put("]");
    echoes(out);
    out.put(",\"usage\":");
    if (over && usage) {
      usage(out);
    } else {
      out.put("null");
    }
    echo(out, "user", "null");
    echo(out, "metadata", "{}");
    out.put("}");
  }

  private void echoes(Out out) {
    echo(out, "parallel_tool_calls", "true");
    echo(out, "previous_response_id", "null");
    echo(out, "prompt_cache_key", "null");
    out.put(",\"reasoning\":{\"effort\":");
    put(out, request.body().get("reasoning").get("effort"), "null");
    out.put(",\"summary\":");
    put(out, request.body().get("reasoning").get("summary"), "null");
    out.put("}");
    echo(out, "safety_identifier", "null");
    out.put(",\"service_tier\":\"default\"");
    echo(out, "store", "true");
    echo(out, "temperature", "1.0");
    echo(out, "text", "{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"}");
    echo(out, "tool_choice", "\"auto\"");
    echo(out, "tools", "[]");
    echo(out, "top_logprobs", "0");
    echo(out, "top_p", "1.0");
    echo(out, "truncation", "\"disabled\"");
  }

  /** Writes a member as the request has it, or as it is if nothing is said. */
  private void echo(Out out, String name, String usual) {
    out.put(",").quoted(name).put(":");
    put(out, request.body().get(name), usual);
  }

  private static void put(Out out, Node value, String usual) {
    if (value.present()) {
      value.put(out);
    } else {
      out.put(usual);
    }
  }

  private void usage(Out out) {
    int prompt = answer.promptTokens();
    int completion = answer.completionTokens();
    out.put("{\"input_tokens\":").put(prompt);
    out.put(",\"input_tokens_details\":{\"cached_tokens\":").put(answer.cachedTokens());
    out.put(",\"cache_write_tokens\":0},\"output_tokens\":").put(completion);
    out.put(",\"output_tokens_details\":{\"reasoning_tokens\":");
    out.put(answer.reasoning().tokens()).put("},\"total_tokens\":");
    out.put((long) prompt + completion).put("}");
  }

  private void items(Out out) {
    int index = 0;
    if (reasons()) {
      reasoning(out, true);
      index++;
    }
    if (speaks()) {
      message(out.put(index++ == 0 ? "" : ","), true);
    }
    for (int i = 0; i < answer.calls().size(); i++) {
      call(out.put(index++ == 0 ? "" : ","), i, true);
    }
  }

  Out reasoningId(Out out) {
    return out.put("rs_simulated").hex(number, 16);
  }

  Out messageId(Out out) {
    return out.put("msg_simulated").hex(number, 16);
  }

  Out callItemId(Out out, int index) {
    var prefix = answer.calls().get(index).free() ? "ctc_simulated" : "fc_simulated";
    return out.put(prefix).hex(number, 16).hex(index, 4);
  }

  /** Writes the reasoning's item, with what was thought once it is {@code done}. */
  void reasoning(Out out, boolean done) {
    reasoningId(out.put("{\"id\":\"")).put("\",\"type\":\"reasoning\",\"summary\":[");
    if (done && request.showsThoughts()) {
      summary(out, true);
    }
    out.put("]");
    if (done) {
      var sealed = Thoughts.seal(seal, answer.reasoning().plain());
      out.put(",\"encrypted_content\":").quoted(sealed);
    }
    out.put("}");
  }

  void summary(Out out, boolean done) {
    out.put("{\"type\":\"summary_text\",\"text\":\"");
    if (done) {
      answer.reasoning().put(out);
    }
    out.put("\"}");
  }

  void message(Out out, boolean done) {
    messageId(out.put("{\"id\":\"")).put("\",\"type\":\"message\",\"status\":\"");
    out.put((done ? end() : Status.IN_PROGRESS).toString()).put("\",\"content\":[");
    if (done) {
      part(out, true);
    }
    out.put("],\"role\":\"assistant\"}");
  }

  void part(Out out, boolean done) {
    out.put("{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"");
    if (done) {
      answer.text().put(out);
    }
    out.put("\"}");
  }

  void call(Out out, int index, boolean done) {
    Call call = answer.calls().get(index);
    callItemId(out.put("{\"id\":\""), index).put("\",\"type\":\"");
    out.put(call.free() ? "custom_tool_call" : "function_call");
    out.put("\",\"status\":\"").put(done ? "completed" : "in_progress");
    out.put(call.free() ? "\",\"input\":\"" : "\",\"arguments\":\"");
    if (done) {
      call.arguments().put(out);
    }
    out.put("\",\"call_id\":\"call_").hex(number, 20).hex(index, 4);
    out.put("\",\"name\":").quoted(call.name()).put("}");
  }
}
