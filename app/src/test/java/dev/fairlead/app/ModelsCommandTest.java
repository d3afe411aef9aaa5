package dev.fairlead.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Json;
import dev.fairlead.json.JsonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {
  private static final String CATALOGUE =
      """
      {"catalogue":1,"version":"2026.11.10-test","date":"2026-11-10","sources":"a 2026-11-10"}
      {"model":"acme/big","at":"acme","id":"big","context":1000000,"max_out":64000,"can":"tools reasoning","price":"input 3 output 15","from":"a","sure":"disputed","disputed":"output","released":"2026-01-01"}
      {"model":"acme/big","at":"cheap","id":"acme-big","context":200000,"can":"tools","price":"input 2 output 12","from":"a","sure":"single","released":"2026-02-01"}
      {"model":"acme/embed","at":"acme","id":"embed","kind":"embedding","context":8000,"price":"input 0.02","from":"a","sure":"single"}
      {"model":"acme/small","at":"acme","id":"small","title":"Tiny One","context":128000,"can":"tools vision","price":"input 0.1 output 0.4","from":"a","sure":"agreed","released":"2026-03-01","status":"deprecated"}
      {"model":"other/unpriced","at":"other","id":"unpriced","sure":"unpriced"}
      """;

  private record Ran(int code, String out, String err) {
    /** The first words of the rows of a table. */
    String names() {
      var lines = out.lines().skip(1).takeWhile(l -> !l.isEmpty()).toList();
      return String.join(" ", lines.stream().map(l -> l.split(" ", -1)[0]).toList());
    }
  }

  @TempDir private Path folder = Path.of("");
  private String file = "";

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("catalogue.jsonl").toString();
    Files.writeString(Path.of(file), CATALOGUE);
  }

  private Ran run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var all = new String[args.length + 3];
    all[0] = "models";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--catalogue";
    all[args.length + 2] = file;
    return new Ran(line.execute(all), out.toString(), err.toString());
  }

  @Test
  void aModelIsShownWithTheCheapestOfItsProviders() {
    var ran = run("big");
    assertThat(ran.code).isZero();
    assertThat(ran.out.lines().skip(1).findFirst().orElse(""))
        .matches("acme/big +2 +1M +64k +2 +12 +tools reasoning +a");
    assertThat(ran.out).contains("1 model, 2 endpoints at 2 providers");
  }

  @Test
  void aDisputedPriceAndADeprecatedModelAreMarked() {
    assertThat(run("big", "--provider", "acme").out).contains(" 15? ");
    assertThat(run("small").out).contains("acme/small !");
  }

  @Test
  void wordsAreSoughtInNamesAndTitles() {
    assertThat(run("TINY").names()).isEqualTo("acme/small");
    assertThat(run("acme", "embed").names()).isEqualTo("acme/embed");
  }

  @Test
  void filtersLeaveWhatFitsOnly() {
    assertThat(run("--max-price", "2").names()).isEqualTo("acme/big acme/embed acme/small");
    assertThat(run("--supports", "tools,reasoning").names()).isEqualTo("acme/big");
    assertThat(run("--context", "200k").names()).isEqualTo("acme/big");
    assertThat(run("--context", "1M", "--provider", "cheap").out).startsWith("No model matches.");
    assertThat(run("--kind", "embedding").names()).isEqualTo("acme/embed");
  }

  @Test
  void anOrderPutsUnknownFiguresLast() {
    assertThat(run("--sort", "price").names())
        .isEqualTo("acme/embed acme/small acme/big other/unpriced");
    assertThat(run("--sort", "context").names())
        .isEqualTo("acme/big acme/small acme/embed other/unpriced");
    assertThat(run("--sort", "newest").names())
        .isEqualTo("acme/small acme/big acme/embed other/unpriced");
  }

  @Test
  void endpointsStandUnderTheirModel() {
    assertThat(run("big", "--endpoints").out.lines().skip(1).limit(3))
        .satisfiesExactly(
            l -> assertThat(l).isEqualTo("acme/big"),
            l -> assertThat(l).matches(" {2}big +acme +1M +64k +3 +15\\? +a"),
            l -> assertThat(l).matches(" {2}acme-big +cheap +200k +- +2 +12 +a"));
  }

  @Test
  void jsonHoldsExactPrices() {
    var models = JsonText.read(run("big", "--json").out);
    assertThat(models).isInstanceOf(Json.Arr.class);
    assertThat(JsonText.write(models))
        .contains("\"prices\":{\"input\":\"2\",\"output\":\"12\"}")
        .contains("\"providers\":[\"acme\",\"cheap\"]");
    assertThat(JsonText.write(JsonText.read(run("big", "--endpoints", "--json").out)))
        .contains("\"upstream_id\":\"acme-big\"")
        .contains("\"disputed\":[\"output\"]");
    assertThat(JsonText.write(JsonText.read(run("nothing", "--json").out))).isEqualTo("[]");
  }

  @Test
  void aMistakeNamesTheNearest() {
    var ran = run("--provider", "acne");
    assertThat(ran.code).isEqualTo(2);
    assertThat(ran.err)
        .isEqualToIgnoringNewLines(
            "--provider: no provider \"acne\" (nearest: acme)Try: fairlead models --help");
    assertThat(run("--supports", "tols").err).contains("no capability \"tols\" (nearest: tools)");
    assertThat(run("--sort", "prize").err).contains("--sort: no order \"prize\" (nearest: price)");
    assertThat(run("--max-price", "-1").err).contains("--max-price: \"-1\" (expected:");
    assertThat(run("--context", "big").code).isEqualTo(2);
    assertThat(run("acme/bgi").out).contains("Nearest names: acme/big");
  }

  @Test
  void aProviderGoesByItsOtherNamesToo() {
    assertThat(run("--provider", "google-ai-studio").code).isZero();
  }

  @Test
  void aCatalogueThatCannotBeReadIsAMistake() throws Exception {
    Files.writeString(Path.of(file), "{}");
    assertThat(run().code).isEqualTo(2);
    file = folder.resolve("absent").toString();
    assertThat(run().err).contains("absent");
  }
}
