package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.content.Vectors;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Answers a request for embeddings: the same text gets the same vector of length 1, always. */
record Embeddings(String model, List<String> inputs, int dimensions, boolean base64)
    implements Turn {
  private static final int USUAL_DIMENSIONS = 256;
  private static final int MOST_DIMENSIONS = 4096;

  static Embeddings read(byte[] body, int from, int to) throws Refusal {
    var fields = Fields.read(body, from, to);
    int dimensions = fields.atLeastOne("dimensions", USUAL_DIMENSIONS);
    if (dimensions > MOST_DIMENSIONS) {
      throw Errors.invalid(
          400,
          "%d is more than the maximum of %d - 'dimensions'".formatted(dimensions, MOST_DIMENSIONS),
          "dimensions",
          "");
    }
    return new Embeddings(
        fields.model(),
        fields.inputs("input"),
        dimensions,
        "base64".equals(fields.get("encoding_format")));
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) {
    var out = new Out(64 + inputs.size() * dimensions * 12);
    out.put("{\"object\":\"list\",\"data\":[");
    int tokens = 0;
    for (int i = 0; i < inputs.size(); i++) {
      out.put(i == 0 ? "" : ",").put("{\"object\":\"embedding\",\"index\":").put(i);
      vector(out.put(",\"embedding\":"), Vectors.of(inputs.get(i), dimensions));
      out.put("}");
      tokens += (inputs.get(i).getBytes(StandardCharsets.UTF_8).length + 3) / 4;
    }
    int mark = model.indexOf('?');
    out.put("],\"model\":").quoted(mark < 0 ? model : model.substring(0, mark));
    out.put(",\"usage\":{\"prompt_tokens\":").put(tokens);
    out.put(",\"total_tokens\":").put(tokens).put("}}");
    return new Plain(out.toArray(), 0);
  }

  private void vector(Out out, float[] vector) {
    if (base64) {
      var bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      out.put("\"").put(Base64.getEncoder().encode(bytes.array())).put("\"");
      return;
    }
    Vectors.put(out, vector);
  }
}
