package dev.fairlead.app;

import dev.fairlead.config.Config;
import dev.fairlead.config.ConfigFile;
import dev.fairlead.config.ConfigFile.Result;
import dev.fairlead.config.Surroundings;
import dev.fairlead.provider.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration, for every command that needs one. */
final class ConfigOption {
  private static final Path USUAL = Path.of("fairlead.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration. Default: fairlead.yaml, if it is there.")
  private @Nullable Path config;

  /** The file that is meant; empty if none is named and the usual one is not there. */
  Optional<Path> file() {
    return Optional.ofNullable(config).or(() -> Optional.of(USUAL).filter(p -> Files.exists(p)));
  }

  /** Reads it, or the defaults where there is none. */
  Result read(Surroundings around) {
    return file()
        .map(path -> ConfigFile.read(path, around))
        .orElseGet(() -> new Result.Valid(Config.DEFAULT));
  }

  /**
   * Reads it against this process.
   *
   * @throws Refused with all that is wrong
   */
  Config load() {
    var around = Surroundings.ofProcess(Providers.shipped().keySet());
    var result = read(around);
    return switch (result) {
      case Result.Valid(var valid) -> valid;
      case Result.Invalid _ ->
          throw new Refused(
              new CheckText(file().map(Path::toString).orElse(""), around.providers()).of(result));
    };
  }

  /** The configuration cannot be used; the message says everything, over many lines. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }
}
