package dev.fairlead.app;

import dev.fairlead.config.ConfigFile.Result;
import dev.fairlead.config.Schema;
import dev.fairlead.config.Surroundings;
import dev.fairlead.provider.Providers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead check}: whether the configuration can be used, before anything is started. */
@Command(
    name = "check",
    sortOptions = false,
    description =
        "Checks fairlead.yaml and says what it holds, or everything that is wrong with it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fairlead check                        the file in this directory",
      "  fairlead check --config prod.yaml     another one",
      "  fairlead check --json | jq .problems  for programs",
      "  fairlead check --schema > fairlead.schema.json",
      "                                        the JSON Schema, for an editor",
      "",
      "Exit code: 0 the file can be used, 1 it cannot, 2 the command line is wrong."
    })
final class CheckCommand implements Callable<Integer> {
  private final Surroundings around;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Option(names = "--schema", description = "Print the JSON Schema of the file, and check nothing.")
  private boolean schema;

  /** Read by picocli itself. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  private boolean help;

  CheckCommand() {
    this(Surroundings.ofProcess(Providers.shipped().keySet()));
  }

  CheckCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (schema) {
      out.print(Schema.text());
      out.flush();
      return 0;
    }
    var file = config.file();
    var result = config.read(around);
    var name = file.map(Path::toString).orElse("");
    out.print(
        json ? CheckJson.of(name, result) : new CheckText(name, around.providers()).of(result));
    out.flush();
    return switch (result) {
      case Result.Valid _ -> 0;
      case Result.Invalid _ -> 1;
    };
  }
}
