package dev.fairlead.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. One class per command; this one only names them. */
@Command(
    name = "fairlead",
    mixinStandardHelpOptions = true,
    version = "fairlead 0.1.0",
    description = "A gateway and router for AI models: one API over every model, yours to run.",
    subcommands = {
      ServeCommand.class,
      ModelsCommand.class,
      CatalogueCommand.class,
      CheckCommand.class,
      SimulateCommand.class,
      KeysCommand.class,
      WarmCommand.class,
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, ready to run. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setParameterExceptionHandler(new Mistake());
  }
}
