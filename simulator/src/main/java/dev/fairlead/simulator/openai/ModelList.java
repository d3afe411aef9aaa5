package dev.fairlead.simulator.openai;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.script.Behaviour;
import java.util.List;

/** Answers {@code GET /v1/models} and {@code GET /v1/models/NAME}. */
@SuppressWarnings("ArrayRecordComponent")
record ModelList(byte[] body) implements Turn {

  /** The list, or one model of it; {@code rest} is what follows {@code /v1/models}. */
  static ModelList turn(List<String> models, String rest, long created) throws Refusal {
    var out = new Out(256);
    if (!rest.isEmpty()) {
      var name = rest.substring(1);
      if (!models.contains(name)) {
        throw Errors.unknownModel(name);
      }
      model(out, name, created);
      return new ModelList(out.toArray());
    }
    out.put("{\"object\":\"list\",\"data\":[");
    for (int i = 0; i < models.size(); i++) {
      model(out.put(i == 0 ? "" : ","), models.get(i), created);
    }
    return new ModelList(out.put("]}").toArray());
  }

  private static void model(Out out, String name, long created) {
    out.put("{\"id\":").quoted(name).put(",\"object\":\"model\",\"created\":").put(created);
    out.put(",\"owned_by\":\"simulated\"}");
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
