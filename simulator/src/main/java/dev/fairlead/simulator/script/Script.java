package dev.fairlead.simulator.script;

import dev.fairlead.simulator.content.Speaker;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which models there are and how each request to them is answered. Called from several threads; an
 * implementation keeps no state, so that the same seed gives the same run.
 */
public interface Script {
  /** The models of {@link ModelScript#DEFAULT}: {@code echo}, {@code lorem} and so on. */
  static Script standard() {
    return ModelScript.DEFAULT;
  }

  /** Every name is a model, and all of them answer alike. */
  static Script everyModel(Speaker speaker, Behaviour behaviour) {
    return new Script() {
      @Override
      public Optional<Speaker> speaker(String model) {
        return Optional.of(speaker);
      }

      @Override
      public Behaviour next(String model, long number, RandomGenerator random) {
        return behaviour;
      }
    };
  }

  /** What a model answers; empty if there is no such model. */
  Optional<Speaker> speaker(String model);

  /**
   * How a request is answered.
   *
   * @param number counts this model's requests from 1
   * @param random seeded with the simulator's seed, the model and the number
   */
  Behaviour next(String model, long number, RandomGenerator random);

  /** The models to list; none if every name is one. */
  default java.util.List<String> models() {
    return java.util.List.of();
  }
}
