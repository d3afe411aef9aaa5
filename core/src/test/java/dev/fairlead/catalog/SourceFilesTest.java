package dev.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.catalog.Endpoint.Confidence;
import dev.fairlead.catalog.Prices.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
  private static final String MINI =
      "{\"provider\":\"openai\",\"provider_model_id\":\"gpt-4o-mini\",\"slug\":\"openai/gpt-4o-mini\","
          + "\"name\":\"GPT-4o mini\",\"kind\":\"chat\",\"context_length\":128000,\"max_output\":16384,"
          + "\"input_modalities\":[\"text\",\"image\"],\"output_modalities\":[\"text\"],"
          + "\"capabilities\":[\"tools\"],\"pricing\":{\"input\":\"0.15\",\"output\":\"0.6\"},"
          + "\"price_tiers\":[{\"min_input_tokens\":64000,\"input\":\"0.3\"}],"
          + "\"price_source\":\"a\",\"price_confidence\":\"disputed\",\"last_seen\":\"2026-11-10\","
          + "\"sources\":[\"a\"]}";

  @TempDir private Path folder = Path.of("");

  private SourceFiles.Imported read(String... lines) throws IOException {
    Files.write(folder.resolve("models.jsonl"), List.of(lines));
    return SourceFiles.read(folder);
  }

  @Test
  void aLineBecomesAnEndpoint() throws IOException {
    Files.writeString(
        folder.resolve("disagreements.jsonl"),
        "{\"provider\":\"openai\",\"provider_model_id\":\"gpt-4o-mini\",\"field\":\"input\","
            + "\"values\":[{\"source\":\"b\",\"date\":\"2026-08-01\",\"value\":\"0.2\"}]}\n");
    var file = read(MINI).file();
    assertThat(file.header().date()).isEqualTo("2026-11-10");
    assertThat(file.header().sources()).containsEntry("b", "2026-08-01");
    var e = file.endpoints().getFirst();
    assertThat(e.name()).isEqualTo("openai/gpt-4o-mini");
    assertThat(e.prices().of(Item.INPUT)).isEqualTo(150_000);
    assertThat(e.pricesFor(64_000).of(Item.INPUT)).isEqualTo(300_000);
    assertThat(e.origin().confidence()).isEqualTo(Confidence.DISPUTED);
    assertThat(e.origin().disputed()).containsExactly(Item.INPUT);
    assertThat(e.about().title()).isEqualTo("GPT-4o mini");
  }

  @Test
  void theSameSourcesGiveTheSameText() throws IOException {
    var other = MINI.replace("gpt-4o-mini", "gpt-4o");
    assertThat(read(MINI, other).file().text()).isEqualTo(read(other, MINI).file().text());
  }

  @Test
  void digitsBeyondAPicodollarAreCounted() throws IOException {
    var imported = read(MINI.replace("\"0.15\"", "\"0.1500005\""));
    assertThat(imported.rounded()).isEqualTo(1);
    assertThat(imported.file().endpoints().getFirst().prices().of(Item.INPUT)).isEqualTo(150_001);
  }

  @Test
  void whatCannotBeUsedIsLeftOutWithItsReason() throws IOException {
    var imported =
        read(
            MINI,
            MINI,
            "{nonsense",
            MINI.replace("openai/gpt-4o-mini", "GPT").replace("\"gpt-4o-mini\"", "\"x1\""),
            MINI.replace("\"0.15\"", "\"-1\"").replace("\"gpt-4o-mini\"", "\"x2\""),
            MINI.replace("\"provider\":\"openai\"", "\"provider\":\"openrouter\""));
    assertThat(imported.lines()).isEqualTo(5);
    assertThat(imported.file().endpoints()).hasSize(1);
    assertThat(imported.problems()).hasSize(5);
    assertThat(imported.problems().get(0)).contains("models.jsonl:2").contains("named twice");
    assertThat(imported.problems().get(1)).startsWith("models.jsonl:3");
    assertThat(imported.problems().get(2)).contains("\"GPT\"");
    assertThat(imported.problems().get(3)).contains("\"-1\"");
    assertThat(imported.problems().get(4)).contains("cannot be asked for");
  }

  @Test
  void whatChangedIsToldByFact() throws IOException {
    var gone = MINI.replace("gpt-4o-mini", "gpt-4o");
    var before = read(MINI, gone).file().endpoints();
    var after =
        read(
                MINI.replace("\"0.15\"", "\"0.1\"").replace("128000", "200000"),
                MINI.replace("gpt-4o-mini", "gpt-5"))
            .file()
            .endpoints();
    var changes = Changes.between(before, after);
    assertThat(changes.added()).extracting(Endpoint::upstreamId).containsExactly("gpt-5");
    assertThat(changes.removed()).extracting(Endpoint::upstreamId).containsExactly("gpt-4o");
    assertThat(changes.changed())
        .extracting(c -> c.fact() + " " + c.from() + " " + c.to())
        .containsExactly("price.input 0.15 0.1", "context 128000 200000");
  }
}
