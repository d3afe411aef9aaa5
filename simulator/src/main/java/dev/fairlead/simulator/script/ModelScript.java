package dev.fairlead.simulator.script;

import dev.fairlead.simulator.content.Persona;
import dev.fairlead.simulator.content.Speaker;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A script that says for each model how it behaves.
 *
 * @param rules by name; the name {@code *} stands for every other
 */
public record ModelScript(Map<String, Rule> rules) implements Script {

  /**
   * How one model behaves.
   *
   * @param speaker what it answers
   * @param behaviour how it answers
   * @param failures what befalls some requests by chance
   * @param sequence what befalls the requests in turn; empty: nothing
   * @param repeat whether the sequence begins again at its end; else its last entry holds
   */
  public record Rule(
      Speaker speaker,
      Behaviour behaviour,
      Failures failures,
      List<Fault> sequence,
      boolean repeat) {
    public Rule {
      sequence = List.copyOf(sequence);
    }

    public Rule(Speaker speaker, Behaviour behaviour) {
      this(speaker, behaviour, Failures.NEVER, List.of(), false);
    }

    private Behaviour next(long number, RandomGenerator random) {
      if (failures.partsPerMillion > 0 && random.nextInt(1_000_000) < failures.partsPerMillion) {
        return behaviour.with(failures.fault);
      }
      return sequence.isEmpty() ? behaviour : inTurn(number);
    }

    private Behaviour inTurn(long number) {
      long index = number - 1;
      int size = sequence.size();
      var fault = sequence.get((int) (repeat ? index % size : Math.min(index, size - 1)));
      return fault instanceof Fault.None ? behaviour : behaviour.with(fault);
    }
  }

  /** Failures by chance. */
  public record Failures(int partsPerMillion, Fault fault) {
    public static final Failures NEVER = new Failures(0, Fault.NONE);
  }

  /** The models that are there without a script file. */
  public static final ModelScript DEFAULT = new ModelScript(standardModels());

  private static Map<String, Rule> standardModels() {
    var models = new LinkedHashMap<String, Rule>();
    models.put("echo", new Rule(Persona.ECHO, Behaviour.PLAIN));
    models.put("lorem", new Rule(Persona.LOREM, Behaviour.PLAIN));
    models.put("tools", new Rule(Persona.TOOLS, Behaviour.PLAIN));
    models.put("reasoner", new Rule(Persona.REASONER, Behaviour.PLAIN));
    models.put(
        "slow",
        new Rule(Persona.LOREM, Behaviour.PLAIN.with("first-token=1s,tokens-per-second=20")));
    models.put(
        "flaky",
        new Rule(
            Persona.ECHO,
            Behaviour.PLAIN,
            new Failures(300_000, new Fault.Status(503, Fault.Status.UNSAID)),
            List.of(),
            false));
    models.put("limited", new Rule(Persona.ECHO, Behaviour.PLAIN.with("retry-after=1s")));
    models.put("down", new Rule(Persona.ECHO, Behaviour.PLAIN.with("status=503")));
    models.put("embed", new Rule(Persona.EMBED, Behaviour.PLAIN));
    return models;
  }

  public ModelScript {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  /** These models in addition; one of the same name is replaced. */
  public ModelScript with(Map<String, Rule> more) {
    var all = new LinkedHashMap<>(rules);
    all.putAll(more);
    return new ModelScript(all);
  }

  @Override
  public Optional<Speaker> speaker(String model) {
    return rule(model).map(Rule::speaker);
  }

  @Override
  public Behaviour next(String model, long number, RandomGenerator random) {
    return rule(model).map(r -> r.next(number, random)).orElse(Behaviour.PLAIN);
  }

  @Override
  public List<String> models() {
    return rules.keySet().stream().filter(m -> !m.equals("*")).toList();
  }

  private Optional<Rule> rule(String model) {
    var rule = rules.get(model);
    return Optional.ofNullable(rule == null ? rules.get("*") : rule);
  }
}
