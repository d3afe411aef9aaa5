package dev.fairlead.it.sdk;

import dev.fairlead.simulator.Simulator;
import dev.fairlead.simulator.content.Persona;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Script;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The standard models, and {@code thinker}: it calls a tool, and wants its thoughts back. */
final class Thinkers implements Script {
  private static final Behaviour THINKING = Behaviour.PLAIN.with("think=8,signatures=verify");

  @Override
  public Optional<Speaker> speaker(String model) {
    return model.equals("thinker") ? Optional.of(Persona.TOOLS) : Script.standard().speaker(model);
  }

  @Override
  public Behaviour next(String model, long number, RandomGenerator random) {
    return model.equals("thinker") ? THINKING : Script.standard().next(model, number, random);
  }

  /** Where a simulator is reached in each dialect. */
  static Map<String, String> urls(Simulator provider) {
    return Map.of(
        "openai.chat",
        provider.url(),
        "openai.responses",
        provider.url(),
        "anthropic.messages",
        provider.origin() + "/v1",
        "gemini.generate",
        provider.origin() + "/v1beta");
  }
}
