package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Answer;
import dev.fairlead.simulator.content.Answer.Finish;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.content.Runs;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Text;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;
import dev.fairlead.simulator.script.Fault;

/**
 * An answer as Gemini's responses: one, or several that each bring more parts. A signature stands
 * on the first call; without a call on the text, in a stream on an empty text at its end.
 */
record Content(
    GenerateRequest request, Answer answer, Seal seal, Behaviour behaviour, long number) {
  private static final byte[] BEGIN = Out.ascii("{\"candidates\":[{\"content\":{\"parts\":[");
  private static final byte[] END_PARTS = Out.ascii("],\"role\":\"model\"}");

  /** Writes a response with all parts. */
  void whole(Out out) {
    out.put(BEGIN);
    var separator = "";
    if (thoughts().tokens() > 0) {
      text(out, thoughts(), 0, thoughts().tokens(), true);
      separator = ",";
    }
    var said = answer.text();
    if (said.tokens() > 0 || answer.calls().isEmpty()) {
      text(out.put(separator), said, 0, said.tokens(), false);
      if (answer.calls().isEmpty()) {
        signature(out, Thoughts.TEXT);
      }
      out.put("}");
      separator = ",";
    }
    if (!answer.calls().isEmpty()) {
      calls(out.put(separator));
    }
    end(out, true, answer.text().tokens(), answer.reasoning().tokens());
  }

  /** The responses of a stream. */
  Pieces stream(Chunks chunks) {
    var runs = new Runs(behaviour.chunkTokens());
    var first = new boolean[] {true};
    runs.text(
        thoughts(),
        (out, from, to) -> {
          begin(out, chunks, first);
          text(out, thoughts(), from, to, true);
          end(out, false, 0, to);
          chunks.end(out, false);
        });
    runs.text(
        answer.text(),
        (out, from, to) -> {
          begin(out, chunks, first);
          text(out, answer.text(), from, to, false);
          end(out.put("}"), false, to, answer.reasoning().tokens());
          chunks.end(out, false);
        });
    boolean done = behaviour.fault() != Fault.Plain.NO_DONE;
    runs.one(out -> {
      begin(out, chunks, first);
      last(out);
      end(out, done, answer.text().tokens(), answer.reasoning().tokens());
      chunks.end(out, done);
    });
    return runs;
  }

  private static void begin(Out out, Chunks chunks, boolean[] first) {
    chunks.begin(out, first[0]);
    first[0] = false;
    out.put(BEGIN);
  }

  private void last(Out out) {
    if (answer.calls().isEmpty()) {
      signature(out.put("{\"text\":\"\""), Thoughts.TEXT);
      out.put("}");
    } else {
      calls(out);
    }
  }

  private Text thoughts() {
    return request.showsThoughts() ? answer.reasoning() : Text.NONE;
  }

  /** Writes a part; one that is no thought is left open for its signature. */
  private static void text(Out out, Text text, int from, int to, boolean thought) {
    text.put(out.put("{\"text\":\""), from, to);
    out.put(thought ? "\",\"thought\":true}" : "\"");
  }

  private void signature(Out out, String place) {
    if (answer.reasoning().tokens() > 0) {
      var sealed = seal.close(place, answer.reasoning().plain());
      out.put(",\"thoughtSignature\":").quoted(sealed);
    }
  }

  private void calls(Out out) {
    for (int i = 0; i < answer.calls().size(); i++) {
      var call = answer.calls().get(i);
      out.put(i == 0 ? "" : ",").put("{\"functionCall\":{\"id\":\"");
      out.hex(number, 12).hex(i, 4).put("\",\"name\":").quoted(call.name());
      out.put(",\"args\":").put(call.input()).put("}");
      if (i == 0) {
        signature(out, Thoughts.CALL + call.name());
      }
      out.put("}");
    }
  }

  /** Writes what follows the parts; {@code written} and {@code thought} are the tokens so far. */
  private void end(Out out, boolean last, int written, int thought) {
    out.put(END_PARTS);
    if (last) {
      out.put(",\"finishReason\":\"");
      out.put(answer.finish() == Finish.LENGTH ? "MAX_TOKENS\"" : "STOP\"");
    }
    out.put(",\"index\":0}]");
    boolean everywhere =
        behaviour.usage() == UsagePlace.ASKED || behaviour.usage() == UsagePlace.EVERY_CHUNK;
    if (everywhere || (last && behaviour.usage() != UsagePlace.NONE)) {
      int whole = answer.completionTokens() - answer.reasoning().tokens();
      usage(out.put(",\"usageMetadata\":{"), last ? whole : written, thought);
    }
    out.put(",\"modelVersion\":").quoted(request.model());
    out.put(",\"responseId\":\"simulated").hex(number, 14).put("\"}");
  }

  private void usage(Out out, int written, int thought) {
    int prompt = answer.promptTokens();
    out.put("\"promptTokenCount\":").put(prompt);
    if (written > 0) {
      out.put(",\"candidatesTokenCount\":").put(written);
    }
    out.put(",\"totalTokenCount\":").put((long) prompt + written + thought);
    if (answer.cachedTokens() > 0) {
      out.put(",\"cachedContentTokenCount\":").put(answer.cachedTokens());
    }
    out.put(",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":").put(prompt);
    out.put("}]");
    if (thought > 0) {
      out.put(",\"thoughtsTokenCount\":").put(thought);
    }
    out.put("}");
  }
}
