package dev.fairlead.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. One class per command; this one only names them. */
@Command(
    name = "fairlead",
    mixinStandardHelpOptions = true,
    version = "fairlead 0.1.0",
    description = "A gateway and router for AI models: one API over every model, yours to run.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fairlead serve                          starts the gateway on port 8080",
      "  fairlead models claude --sort price     what models cost, and where",
      "  fairlead check                          is fairlead.yaml right?",
      "  fairlead keys create --name laptop      one more access key",
      "  fairlead COMMAND --help                 options and examples of a command"
    },
    subcommands = {
      ServeCommand.class,
      ModelsCommand.class,
      CatalogueCommand.class,
      CheckCommand.class,
      SimulateCommand.class,
      KeysCommand.class,
      WarmCommand.class,
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** No command is named: shows what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, ready to run. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setParameterExceptionHandler(new Mistake());
  }
}
