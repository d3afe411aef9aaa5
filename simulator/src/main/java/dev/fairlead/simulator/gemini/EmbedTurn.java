package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Node;
import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.content.Vectors;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import java.util.List;

/** Answers {@code :embedContent} and {@code :batchEmbedContents}. */
record EmbedTurn(String model, List<Node> requests, boolean batch) implements Turn {
  private static final int USUAL_DIMENSIONS = 256;
  private static final int MOST_DIMENSIONS = 4096;

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) throws Refusal {
    var out = new Out(4096).put(batch ? "{\"embeddings\":[" : "{\"embedding\":");
    for (int i = 0; i < requests.size(); i++) {
      embedding(out.put(i == 0 ? "" : ","), requests.get(i));
    }
    return new Plain(out.put(batch ? "]}" : "}").toArray(), 0);
  }

  private static void embedding(Out out, Node request) throws Refusal {
    var dimensions =
        request.get("outputDimensionality", "output_dimensionality").number(USUAL_DIMENSIONS);
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw Errors.invalid(
          "* EmbedContentRequest.output_dimensionality: output_dimensionality must be in the range"
              + " of [1, "
              + MOST_DIMENSIONS
              + "].");
    }
    if (!request.get("content").present()) {
      throw Errors.invalid("* EmbedContentRequest.content: content is not specified\n");
    }
    var text = String.join("", GenerateRequest.texts(request.get("content")));
    Vectors.put(out.put("{\"values\":"), Vectors.of(text, (int) dimensions));
    out.put("}");
  }
}
