package dev.fairlead.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a configuration file is read against.
 *
 * @param env the environment, for {@code ${NAME}}
 * @param providers ids of the providers that are known without the file
 * @param readable whether a file of that path can be read
 */
public record Surroundings(
    Map<String, String> env, Set<String> providers, Predicate<String> readable) {

  public Surroundings {
    env = Map.copyOf(env);
    providers = Set.copyOf(providers);
  }

  /** This process's environment and files. */
  public static Surroundings ofProcess(Set<String> providers) {
    return new Surroundings(System.getenv(), providers, Surroundings::canRead);
  }

  private static boolean canRead(String path) {
    try {
      return Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path));
    } catch (InvalidPathException _) {
      return false;
    }
  }
}
