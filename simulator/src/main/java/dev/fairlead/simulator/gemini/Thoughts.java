package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Seal;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import java.util.List;
import java.util.Set;

/**
 * Looks whether the conversation comes back as it must: each signature on the part that had it, one
 * on the first call of each step, and a result for each call.
 */
final class Thoughts {
  static final String TEXT = "text";
  static final String CALL = "call ";

  /** What Google documents for histories of other models. */
  private static final Set<String> WAYS_ROUND =
      Set.of("skip_thought_signature_validator", "context_engineering_is_the_way_to_go");

  private final GenerateRequest request;
  private final Speaker speaker;
  private final Seal seal;
  private final boolean strict;

  /**
   * @param strict whether the documented ways round the check are closed too
   */
  Thoughts(GenerateRequest request, Speaker speaker, Seal seal, boolean strict) {
    this.request = request;
    this.speaker = speaker;
    this.seal = seal;
    this.strict = strict;
  }

  void verify() throws Refusal {
    var contents = request.contents();
    int start = request.turnStart();
    int results = 0;
    for (int i = 0; i < contents.size(); i++) {
      var parts = contents.get(i).get("parts").list();
      if (contents.get(i).get("role").is("model")) {
        boolean wanted = i > start && request.thinks() && speaker.thoughtAfter(results);
        signatures(parts, i, wanted);
        answered(parts, i + 1 < contents.size() ? contents.get(i + 1) : Node.NONE);
      }
      if (i >= start) {
        results += (int) parts.stream().filter(p -> GenerateRequest.result(p).present()).count();
      }
    }
  }

  private void signatures(List<Node> parts, int index, boolean wanted) throws Refusal {
    boolean first = wanted;
    for (var part : parts) {
      var call = GenerateRequest.call(part);
      var signature = part.get("thoughtSignature", "thought_signature").text();
      if (signature.isEmpty() && call.present() && first) {
        throw Errors.invalid(
            "Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:%s` , position %d. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details."
                .formatted(call.text("name"), index + 1));
      }
      first &= !call.present();
      if (!signature.isEmpty() && !(WAYS_ROUND.contains(signature) && !strict)) {
        var opened = seal.open(signature);
        var place = call.present() ? CALL + call.text("name") : TEXT;
        if (opened == null || !opened.place().equals(place)) {
          throw Errors.invalid("Corrupted thought signature.");
        }
      }
    }
  }

  private static void answered(List<Node> parts, Node next) throws Refusal {
    long calls = parts.stream().filter(p -> GenerateRequest.call(p).present()).count();
    long results =
        next.get("parts").list().stream().filter(p -> GenerateRequest.result(p).present()).count();
    if (calls > 0 && calls != results) {
      throw Errors.invalid(
          "Please ensure that the number of function response parts is equal to the number of"
              + " function call parts of the function call turn.");
    }
  }
}
