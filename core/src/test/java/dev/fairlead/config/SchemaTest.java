package dev.fairlead.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader say the same. */
final class SchemaTest {
  private static final com.networknt.schema.Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Schema.text(), InputFormat.JSON);

  private static boolean schemaAccepts(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
  }

  @Test
  void theSchemaInTheJarIsThePublishedOne() {
    assertThat(Schema.text()).isEqualTo(Files.doc("fairlead.schema.json"));
  }

  @Test
  void everyKeyOfTheReaderIsInTheSchemaAndTheOtherWayRound() {
    var asked = ConfigFile.trace(Files.everyKey().getBytes(UTF_8), Files.AROUND).asked();
    assertThat(withoutEntries(asked))
        .isEqualTo(withoutEntries(SchemaTree.keys().keySet()))
        .contains("providers.*.keys[].weight", "catalogue.overrides[].prices.cache-read");
  }

  /** What an entry of a list or of a section with names of the owner's is, is not a key. */
  private static Set<String> withoutEntries(Set<String> shapes) {
    return shapes.stream()
        .filter(shape -> !shape.endsWith("[]") && !shape.endsWith(".*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyKeyHasADescriptionAndADefaultUnlessItIsRequired() {
    var keys = new ArrayList<>(SchemaTree.keys().values());
    keys.removeIf(key -> key.shape().endsWith("[]"));
    assertThat(keys)
        .allSatisfy(key -> {
          assertThat(key.text("description")).as(key.shape()).isPresent();
          assertThat(
                  key.required() || key.standard().isPresent() || key.text("x-default").isPresent())
              .as(key.shape())
              .isTrue();
        });
  }

  @Test
  void everyQuantityHasAUnit() {
    var quantities =
        SchemaTree.keys().values().stream()
            .filter(key -> !key.shape().endsWith("[]") && isQuantity(key))
            .toList();
    assertThat(quantities)
        .hasSizeGreaterThan(70)
        .allSatisfy(key -> assertThat(key.text("x-unit")).as(key.shape()).isPresent());
  }

  private static boolean isQuantity(SchemaTree.Key key) {
    var reference = key.text("$ref").orElse("");
    return SchemaTree.member(key.schema(), "minimum").isPresent()
        || Set.of("duration", "size", "tokens", "token-price", "unit-price")
            .contains(reference.replace("#/$defs/", ""));
  }

  @Test
  void theDefaultsOfTheSchemaAreThoseOfTheReader() {
    var written =
        SchemaTree.keys().values().stream()
            .filter(key -> key.standard().isPresent() && !key.shape().matches(".*(\\*|\\[]).*"))
            .filter(key -> !key.standard().get().equals("{}"))
            .toList();
    assertThat(written).hasSizeGreaterThan(25);
    for (var key : written) {
      var config = Files.valid(nested(key.shape(), key.standard().orElseThrow()));
      assertThat(withHash(config)).as(key.shape()).isEqualTo(Config.DEFAULT);
    }
  }

  @Test
  void theDefaultsOfAProviderAreThoseOfTheReader() {
    var yaml = new StringBuilder();
    for (var key : SchemaTree.keys().values()) {
      if (key.shape().matches("providers\\.\\*\\.[a-z-]+") && key.standard().isPresent()) {
        var name = key.shape().substring("providers.*.".length());
        yaml.append(name).append(": ").append(key.standard().get()).append(", ");
      }
    }
    assertThat(yaml.toString()).contains("enabled: true", "models: []", "headers: {}");
    assertThat(Files.valid("providers: {openai: {" + yaml + "}}").providers())
        .isEqualTo(Files.valid("providers: {openai: {enabled: true}}").providers());
  }

  private static String nested(String shape, String value) {
    var names = List.of(shape.split("\\."));
    return String.join(": {", names) + ": " + value + "}".repeat(names.size() - 1);
  }

  private static Config withHash(Config c) {
    return new Config(
        c.listen(),
        c.control(),
        c.limits(),
        c.timeouts(),
        c.retry(),
        c.translation(),
        c.state(),
        c.providers(),
        c.aliases(),
        c.overrides(),
        c.simulator(),
        Config.DEFAULT.hash());
  }

  @Test
  void theExampleIsValidForBoth() {
    var example = Files.doc("fairlead.example.yaml");
    assertThat(Files.messages(example)).isEmpty();
    assertThat(SCHEMA.validate(example, InputFormat.YAML)).isEmpty();
  }

  @Test
  void theFileWithEveryKeyIsValidForBoth() {
    assertThat(Files.messages(Files.everyKey())).isEmpty();
    assertThat(SCHEMA.validate(Files.everyKey(), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "listen: null",
        "listen: {port: '${PORT}'}",
        "limits: {body: 1048576}",
        "limits: {body: '32MiB'}",
        "timeouts: {connect: '${NOPE:-5s}'}",
        "providers: {openai: {key: '${KEY}'}}",
        "providers: {openai: {keys: [a, {value: b}]}}",
        "providers: {mine: {base-url: 'http://h:80/v1'}}",
        "aliases: {a: b/c, d: [a]}",
        "catalogue: {overrides: [{model: 'a/b:c', context: 128k}]}",
        "catalogue: {overrides: [{model: a/b, prices: {input: 0.1, output: '2'}}]}",
      })
  void whatIsRightIsRightForBoth(String yaml) {
    assertThat(Files.messages(yaml)).isEmpty();
    assertThat(schemaAccepts(yaml)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "lisen: {}",
        "listen: {port: 65536}",
        "listen: {port: '80'}",
        "listen: {host: 127}",
        "listen: {transport: fast}",
        "listen: {tls: {key: k.pem}}",
        "limits: {body: 32 megs}",
        "limits: {headers: 100}",
        "timeouts: {connect: 5}",
        "timeouts: {connect: 0s}",
        "retry: {attempts: 0}",
        "providers: {Open_AI: {base-url: 'http://x'}}",
        "providers: {openai: {key: 'a b'}}",
        "providers: {openai: {keyy: a}}",
        "providers: {openai: {keys: [{weight: 1}]}}",
        "providers: {openai: {keys: [{value: a, weight: 0}]}}",
        "providers: {openai: {auth: basic}}",
        "providers: {openai: {enabled: yes please}}",
        "providers: {openai: {headers: {X-A: 1}}}",
        "providers: {openai: {base-url: 'ftp://x'}}",
        "providers: {openai: {models: [{context: 1}]}}",
        "providers: {openai: {quirks: {drop: seed}}}",
        "aliases: {a/b: c/d}",
        "aliases: {a: []}",
        "catalogue: {overrides: [{model: GPT, context: 1}]}",
        "catalogue: {overrides: [{model: a/b, prices: {input: '1e3'}}]}",
        "catalogue: {overrides: [{model: a/b, prices: {inptu: '1'}}]}",
        "simulator: 'true'",
      })
  void whatIsWrongIsWrongForBoth(String yaml) {
    assertThat(Files.messages(yaml)).isNotEmpty();
    assertThat(schemaAccepts(yaml)).isFalse();
  }
}
