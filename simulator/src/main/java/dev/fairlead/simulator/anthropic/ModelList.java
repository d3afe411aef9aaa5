package dev.fairlead.simulator.anthropic;

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
  static ModelList turn(List<String> models, String rest) throws Refusal {
    var out = new Out(256);
    if (!rest.isEmpty()) {
      var name = rest.substring(1);
      if (!models.contains(name)) {
        throw Errors.notFound("model: " + name);
      }
      model(out, name);
      return new ModelList(out.toArray());
    }
    out.put("{\"data\":[");
    for (int i = 0; i < models.size(); i++) {
      model(out.put(i == 0 ? "" : ","), models.get(i));
    }
    out.put("],\"has_more\":false,\"first_id\":");
    id(out, models.isEmpty() ? "" : models.getFirst());
    id(out.put(",\"last_id\":"), models.isEmpty() ? "" : models.getLast());
    return new ModelList(out.put("}").toArray());
  }

  private static void id(Out out, String name) {
    if (name.isEmpty()) {
      out.put("null");
    } else {
      out.quoted(name);
    }
  }

  private static void model(Out out, String name) {
    out.put("{\"type\":\"model\",\"id\":").quoted(name);
    out.put(",\"display_name\":").quoted("Simulated " + name);
    out.put(",\"created_at\":\"2026-01-01T00:00:00Z\",\"lifecycle\":\"active\"");
    out.put(",\"max_input_tokens\":128000,\"max_tokens\":16384}");
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
