package dev.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogueFileTest {
  private static final CatalogueFile SHIPPED = CatalogueFile.shipped();

  @Test
  void whatIsShippedIsLargeEnough() {
    var catalogue = SHIPPED.catalogue();
    assertThat(catalogue.names().size()).isGreaterThanOrEqualTo(1_000);
    assertThat(catalogue.endpoints().stream().map(Endpoint::provider).distinct().count())
        .isGreaterThanOrEqualTo(60);
    assertThat(catalogue.version()).startsWith(catalogue.date().replace("-", "."));
    assertThat(SHIPPED.header().sources()).containsKey("models.dev");
  }

  @Test
  void whatIsShippedIsWrittenAsItWasRead() throws Exception {
    try (var in = CatalogueFile.class.getResourceAsStream("catalogue.jsonl")) {
      assertThat(in).isNotNull();
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(SHIPPED.text()).isEqualTo(text);
    }
  }

  @Test
  void theVersionIsMadeOfTheFacts() {
    assertThat(CatalogueFile.of(SHIPPED.header().sources(), SHIPPED.endpoints()).header())
        .isEqualTo(SHIPPED.header());
  }

  @Test
  void everyEndpointIsNamedOnceAtItsProvider() {
    assertThat(SHIPPED.endpoints().stream().map(e -> e.provider() + " " + e.upstreamId()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyNameIsCanonical() {
    assertThat(SHIPPED.endpoints())
        .allSatisfy(e -> assertThat(e.name()).matches("[a-z0-9._-]+/[a-z0-9._-]+(:[a-z0-9-]+)?"));
  }

  @Test
  void aPriceThatSourcesDisputeIsMarked() {
    assertThat(SHIPPED.endpoints())
        .anySatisfy(e -> assertThat(e.origin().disputed()).contains(Prices.Item.INPUT));
    assertThat(SHIPPED.endpoints())
        .allSatisfy(e -> assertThat(e.origin().disputed()).allMatch(e.prices()::knows));
  }

  @Test
  void equalPricesAreOneObject() {
    Set<Prices> objects = Collections.newSetFromMap(new IdentityHashMap<>());
    SHIPPED.endpoints().forEach(e -> objects.add(e.prices()));
    assertThat(objects)
        .hasSameSizeAs(SHIPPED.endpoints().stream().map(Endpoint::prices).distinct().toList());
  }

  @Test
  void aWrongLineIsNamed() {
    var text =
        """
        {"catalogue":1,"version":"v","date":"2026-01-01","sources":""}
        {"model":"a/b","at":"p","id":"b","sure":"single","price":"input 1"}
        {"model":"a/b","at":"p","id":"c","sure":"single","price":"inptu 1"}
        """;
    assertThatThrownBy(() -> CatalogueFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedJson.class)
        .hasMessageStartingWith("line 3: price of \"inptu\" (expected: one of input, output,");
  }

  @Test
  void aFileWithoutAHeaderIsRefused() {
    assertThatThrownBy(() -> CatalogueFile.read("{}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("no header of a catalogue");
  }
}
