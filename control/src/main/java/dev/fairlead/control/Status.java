package dev.fairlead.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the control listener asks of the process it belongs to. Thread-safe; answers at once. */
public interface Status {

  Readiness readiness();

  Report report();

  /**
   * Whether new exchanges are welcome.
   *
   * @param reasons for people: why not; empty when ready
   */
  record Readiness(State state, List<String> reasons) {
    public static final Readiness READY = new Readiness(State.READY, List.of());

    public Readiness {
      reasons = List.copyOf(reasons);
    }
  }

  /** The stages of a process's life. */
  enum State {
    STARTING,
    READY,
    DRAINING
  }

  /**
   * What an admin sees.
   *
   * @param uptime since the process began
   * @param config hash of the configuration in force
   * @param models how many names of models can be asked for
   * @param counters by name, since the process began; names with underscores, as {@code exchanges}
   */
  record Report(
      String version,
      Duration uptime,
      String config,
      List<ProviderStatus> providers,
      int models,
      Map<String, Long> counters) {
    public Report {
      providers = List.copyOf(providers);
    }
  }

  /**
   * One provider that can be used.
   *
   * @param keys how many of the owner's keys there are for it
   * @param endpoints how many models it serves
   */
  record ProviderStatus(String id, int keys, int endpoints) {}
}
