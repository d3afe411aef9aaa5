package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Request;
import dev.fairlead.provider.Accent;
import dev.fairlead.provider.Quirks;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the writers of one request share: where it goes, what may go along, and the JSON so far. Not
 * thread-safe.
 *
 * @param own whether the caller speaks this dialect too
 * @param openAi whether it goes to OpenAI's own models, which take all of the protocol and refuse
 *     what is none of it
 */
record Writing(
    Request request,
    Destination to,
    Warnings warnings,
    JsonWriter out,
    boolean own,
    boolean openAi,
    ModelName model) {

  Writing(Request request, Destination to, Warnings warnings) {
    this(
        request,
        to,
        warnings,
        new JsonWriter(request.copies(), 4 << 10),
        request.dialect().equals(RequestReader.DIALECT),
        to.provider().quirks().accent().takes().strict() == Accent.Strict.CLOSED,
        ModelName.of(to.model()));
  }

  Quirks quirks() {
    return to.provider().quirks();
  }

  Accent accent() {
    return quirks().accent();
  }

  Accent.Turns turns() {
    return accent().turns();
  }

  Accent.Takes takes() {
    return accent().takes();
  }

  /** Whether the model refuses what steers sampling, as OpenAI's reasoning models do. */
  boolean fixedSampling() {
    var thinking = request.thinking();
    return openAi
        && model.thinks()
        && (thinking == null || thinking.effort() != dev.fairlead.model.Effort.NONE);
  }

  /** Whether a field may be sent; says so if not. */
  boolean may(String name) {
    if (!quirks().drop().isEmpty() && quirks().drop().contains(name)) {
      warnings.dropped(name, "not taken by " + to.provider().id());
      return false;
    }
    return true;
  }

  private String named(String name) {
    return quirks().rename().isEmpty() ? name : quirks().rename().getOrDefault(name, name);
  }

  void put(String name, @Nullable BigDecimal value) {
    if (value != null && may(name)) {
      out.put(named(name), value);
    }
  }

  void put(String name, long value) {
    if (may(name)) {
      out.put(named(name), value);
    }
  }

  void put(String name, boolean value) {
    if (may(name)) {
      out.put(named(name), value);
    }
  }

  void put(String name, String value) {
    if (!value.isEmpty() && may(name)) {
      out.put(named(name), value);
    }
  }

  void put(String name, Raw value) {
    if (may(name)) {
      out.name(named(name)).raw(value);
    }
  }
}
