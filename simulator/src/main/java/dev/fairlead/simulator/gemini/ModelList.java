package dev.fairlead.simulator.gemini;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import java.util.List;

/** Answers {@code GET /v1beta/models} and {@code GET /v1beta/models/NAME}. */
@SuppressWarnings("ArrayRecordComponent")
record ModelList(byte[] body) implements Turn {

  /** The list, or one model of it; {@code rest} is what follows {@code /v1beta/models}. */
  static ModelList turn(List<String> models, String rest) throws Refusal {
    var out = new Out(512);
    if (!rest.isEmpty()) {
      var name = rest.substring(1);
      if (!models.contains(name)) {
        throw Errors.unknownModel(name);
      }
      model(out, name);
      return new ModelList(out.toArray());
    }
    out.put("{\"models\":[");
    for (int i = 0; i < models.size(); i++) {
      model(out.put(i == 0 ? "" : ","), models.get(i));
    }
    return new ModelList(out.put("]}").toArray());
  }

  private static void model(Out out, String name) {
    out.put("{\"name\":").quoted("models/" + name);
    out.put(",\"baseModelId\":").quoted(name).put(",\"version\":\"001\",\"displayName\":");
    out.quoted("Simulated " + name).put(",\"inputTokenLimit\":128000,\"outputTokenLimit\":16384");
    out.put(",\"supportedGenerationMethods\":[\"generateContent\",\"countTokens\",");
    out.put("\"embedContent\"],\"thinking\":true}");
  }

  @Override
  public String model() {
    return "";
  }

  @Override
  public Said say(Speaker speaker, Behaviour behaviour, long number) {
    return new Plain(body, 0);
  }
}
