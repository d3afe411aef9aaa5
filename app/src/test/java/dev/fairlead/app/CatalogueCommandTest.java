package dev.fairlead.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.JsonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueCommandTest {
  private static final String LINE =
      "{\"provider\":\"acme\",\"provider_model_id\":\"big\",\"slug\":\"acme/big\",\"kind\":\"chat\","
          + "\"pricing\":{\"input\":\"3\",\"output\":\"15\"},\"price_source\":\"a\","
          + "\"last_seen\":\"2026-11-10\",\"sources\":[\"a\"]}\n";

  @TempDir private Path folder = Path.of("");

  private String run(int code, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    assertThat(line.execute(args)).as(err.toString()).isEqualTo(code);
    return code == 0 ? out.toString() : err.toString();
  }

  private String update(String lines, String... more) throws Exception {
    Files.writeString(folder.resolve("models.jsonl"), lines);
    var args = new String[6 + more.length];
    args[0] = "catalogue";
    args[1] = "update";
    args[2] = "--from";
    args[3] = folder.toString();
    args[4] = "--out";
    args[5] = folder.resolve("out.jsonl").toString();
    System.arraycopy(more, 0, args, 6, more.length);
    return run(0, args);
  }

  @Test
  void theShippedCatalogueIsCounted() {
    assertThat(run(0, "catalogue"))
        .contains("version ")
        .contains("providers ")
        .contains("disputed");
    assertThat(JsonText.object(run(0, "catalogue", "--json")).number("models", 0))
        .isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void anUpdateReportsWhatChanged() throws Exception {
    update(LINE + LINE.replace("big", "old"));
    var report = update(LINE.replace("\"3\"", "\"2.5\"") + LINE.replace("big", "new"));
    assertThat(report)
        .containsPattern("Added: 1\\R +MODEL.*\\R +acme/new +acme +new")
        .containsPattern("Removed: 1\\R +MODEL.*\\R +acme/old +acme +old")
        .containsPattern("big +acme +price.input +3 +2.5");
  }

  @Test
  void theReportInJsonHasEveryChange() throws Exception {
    update(LINE);
    var report = JsonText.object(update(LINE.replace("\"3\"", "\"2.5\""), "--json"));
    assertThat(report.items("changed")).hasSize(1);
    assertThat(report.number("endpoints", 0)).isEqualTo(1);
    assertThat(report.text("written")).endsWith("out.jsonl");
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws Exception {
    update(LINE + LINE.replace("big", "small"));
    var first = Files.readAllBytes(folder.resolve("out.jsonl"));
    update(LINE.replace("big", "small") + LINE);
    assertThat(Files.readAllBytes(folder.resolve("out.jsonl"))).isEqualTo(first);
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    assertThat(update(LINE, "--dry-run")).contains("Nothing written.");
    assertThat(folder.resolve("out.jsonl")).doesNotExist();
  }

  @Test
  void aFolderWithoutSourcesIsAMistake() {
    assertThat(run(2, "catalogue", "update", "--from", folder.toString(), "--out", "x"))
        .contains("models.jsonl");
  }
}
