package dev.fairlead.routing;

import dev.fairlead.dialect.OutboundWire;
import dev.fairlead.routing.Upstream.Credential;
import java.util.List;

/**
 * The router's answer: what to try in order, and what not and why.
 *
 * @param steps what to try, best first
 * @param rejected what was considered and cannot be tried
 */
public record Plan(List<Step> steps, List<Rejected> rejected) {

  /** One endpoint to try, with the credential, the protocol and its address to use. */
  public record Step(Target target, Credential credential, OutboundWire wire, String url) {}

  /** An endpoint that cannot be tried. */
  public record Rejected(String endpoint, String why) {
    public String line() {
      return endpoint + ": " + why;
    }
  }

  public Plan {
    steps = List.copyOf(steps);
    rejected = List.copyOf(rejected);
  }
}
