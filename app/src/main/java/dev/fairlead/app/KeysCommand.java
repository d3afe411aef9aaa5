package dev.fairlead.app;

import dev.fairlead.key.KeyMint;
import dev.fairlead.key.Role;
import dev.fairlead.store.FileKeys;
import dev.fairlead.store.StoreException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead keys}: callers' keys and admins', from the shell. */
@Command(
    name = "keys",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description =
        "Lists, creates and revokes access keys. A running gateway sees it within a second.",
    subcommands = {KeysCommand.ListThem.class, KeysCommand.Create.class, KeysCommand.Revoke.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  fairlead keys                                 lists them",
      "  fairlead keys create --name laptop            shows the new key, once",
      "  fairlead keys create --name ops --role admin",
      "  fairlead keys revoke key_nEO4MEMl90ZiqwNv"
    })
final class KeysCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Holds the keys. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Override
  public Integer call() {
    return new CommandLine(new ListThem()).execute("--data", data.toString());
  }

  /** What every subcommand needs. */
  abstract static class OnKeys implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "data",
        description = "Holds the keys. Default: ${DEFAULT-VALUE}.")
    Path data = Path.of("data");

    abstract int on(FileKeys keys);

    @Override
    public final Integer call() {
      try {
        var opened = FileKeys.open(data, new KeyMint(new SecureRandom(), InstantSource.system()));
        for (var fresh : opened.fresh()) {
          say(
              fresh.key().role().name().toLowerCase(Locale.ROOT)
                  + " key (first start): "
                  + fresh.plain().reveal());
        }
        return on(opened.keys());
      } catch (StoreException e) {
        spec.commandLine().getErr().println(e.getMessage());
        return 1;
      }
    }

    final void say(String line) {
      spec.commandLine().getOut().println(line);
    }
  }

  /** {@code fairlead keys list}. */
  @Command(
      name = "list",
      footerHeading = "%nExamples:%n",
      footer = "  fairlead keys list --data /var/lib/fairlead",
      mixinStandardHelpOptions = true,
      description = "Lists the keys: never their text, which is not stored.")
  static final class ListThem extends OnKeys {
    @Override
    int on(FileKeys keys) {
      for (var key : keys.ring().keys()) {
        say(
            "%-22s %-7s %s  %s"
                .formatted(
                    key.id(),
                    key.role().name().toLowerCase(Locale.ROOT),
                    key.created(),
                    key.name()));
      }
      return 0;
    }
  }

  /** {@code fairlead keys create}. */
  @Command(
      name = "create",
      footerHeading = "%nExamples:%n",
      footer = "  fairlead keys create --name ops --role admin",
      mixinStandardHelpOptions = true,
      description = "Creates a key and shows it, this once.")
  static final class Create extends OnKeys {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "For people.")
    private String name = "";

    @Option(
        names = "--role",
        defaultValue = "caller",
        paramLabel = "caller|admin",
        description = "caller: models on the data port; admin: the control port.")
    private String role = "caller";

    @Override
    int on(FileKeys keys) {
      var wanted =
          switch (role) {
            case "caller" -> Role.CALLER;
            case "admin" -> Role.ADMIN;
            default -> null;
          };
      if (wanted == null) {
        spec.commandLine()
            .getErr()
            .println("--role: %s (expected: caller or admin)".formatted(role));
        return 2;
      }
      var issued = keys.issue(name, wanted);
      say(issued.key().id() + "  " + issued.plain().reveal());
      return 0;
    }
  }

  /** {@code fairlead keys revoke}. */
  @Command(
      name = "revoke",
      footerHeading = "%nExamples:%n",
      footer = "  fairlead keys revoke key_nEO4MEMl90ZiqwNv",
      mixinStandardHelpOptions = true,
      description = "Takes a key out for good.")
  static final class Revoke extends OnKeys {
    @Parameters(paramLabel = "ID", description = "As fairlead keys list shows it.")
    private String id = "";

    @Override
    int on(FileKeys keys) {
      if (!keys.revoke(id)) {
        spec.commandLine()
            .getErr()
            .println("no key has the id %s (fairlead keys lists them)".formatted(id));
        return 1;
      }
      say("revoked " + id);
      return 0;
    }
  }
}
