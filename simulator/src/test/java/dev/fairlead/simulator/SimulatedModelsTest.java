package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices.Item;
import dev.fairlead.simulator.script.Script;
import org.junit.jupiter.api.Test;

final class SimulatedModelsTest {

  @Test
  void everyStandardModelHasAnEndpointWithAPrice() {
    var endpoints = SimulatedModels.endpoints();
    assertThat(endpoints)
        .extracting(Endpoint::upstreamId)
        .containsExactlyElementsOf(Script.standard().models());
    assertThat(endpoints).allSatisfy(e -> assertThat(e.prices().of(Item.INPUT)).isPositive());
    assertThat(endpoints.getFirst().name()).isEqualTo("simulated/echo");
  }

  @Test
  void theProviderIsReachedWhereTheSimulatorListens() throws Exception {
    try (var simulator = Simulator.start("127.0.0.1", 0, Script.standard())) {
      var provider = SimulatedModels.provider(simulator.url());
      assertThat(provider.baseUrls())
          .containsEntry("openai.chat", "http://127.0.0.1:" + simulator.port() + "/v1");
    }
  }
}
