package dev.fairlead.app;

import dev.fairlead.control.Status;
import dev.fairlead.routing.Upstream;
import java.util.Map;

/** What the control listener tells of a gateway. */
record StatusReport(Gateway gateway) implements Status {
  @Override
  public Readiness readiness() {
    return gateway.readiness();
  }

  @Override
  public Report report() {
    var counts = gateway.data().counts();
    return new Report(
        "0.1.0",
        gateway.uptime(),
        gateway.config().hash(),
        gateway.upstreams().stream().map(this::provider).toList(),
        gateway.models(),
        Map.of(
            "requests", counts.requests(),
            "running", counts.running(),
            "connections", counts.open(),
            "memory_in_flight_bytes", gateway.data().memory().held(),
            "exchange_records_lost", gateway.lost()));
  }

  private ProviderStatus provider(Upstream upstream) {
    var id = upstream.provider().id();
    int endpoints =
        (int) gateway.catalogue().endpoints().stream().filter(e -> e.provider().equals(id)).count();
    int keys = (int) upstream.credentials().stream().filter(c -> c.secret().isPresent()).count();
    return new ProviderStatus(id, keys, endpoints);
  }
}
