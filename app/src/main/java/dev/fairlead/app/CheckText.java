package dev.fairlead.app;

import dev.fairlead.config.Config;
import dev.fairlead.config.Config.ProviderConfig;
import dev.fairlead.config.ConfigFile.Result;
import dev.fairlead.config.Problem;
import dev.fairlead.config.Problem.Excerpt;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The outcome of a check for people.
 *
 * @param file its name; empty: there is none, and the defaults hold
 * @param known ids of the providers that are known without the file
 */
record CheckText(String file, Set<String> known) {
  private static final int SHOWN = 100;

  String of(Result result) {
    return switch (result) {
      case Result.Valid(var config) -> summary(config);
      case Result.Invalid(var problems) -> problems(problems);
    };
  }

  private String problems(List<Problem> problems) {
    var text = new StringBuilder();
    problems.stream()
        .limit(SHOWN)
        .forEach(problem ->
            text.append(problem.in(file)).append('\n').append(excerpt(problem.excerpt())));
    if (problems.size() > SHOWN) {
      text.append("… and ").append(problems.size() - SHOWN).append(" more\n\n");
    }
    var count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return text.append(count).append(" in ").append(file).append(".\n").toString();
  }

  private static String excerpt(Excerpt excerpt) {
    if (excerpt.text().isBlank()) {
      return "\n";
    }
    int indent = excerpt.text().length() - excerpt.text().stripLeading().length();
    int caret = Math.max(0, excerpt.caret() - indent);
    return "    %s\n    %s%s\n\n"
        .formatted(excerpt.text().strip(), " ".repeat(caret), "^".repeat(excerpt.width()));
  }

  private String summary(Config config) {
    var text = new StringBuilder();
    text.append(
        file.isEmpty()
            ? "There is no fairlead.yaml here: the defaults hold.\n"
            : file + " is valid.\n");
    line(text, "data port", dataPort(config.listen()));
    line(text, "control port", config.control().host() + ":" + config.control().port());
    config.providers().forEach((id, provider) -> line(text, "provider", provider(id, provider)));
    config
        .aliases()
        .forEach((alias, models) -> line(text, "alias", alias + " → " + String.join(", ", models)));
    config.overrides().forEach(override -> line(text, "override", override(override)));
    if (config.simulator()) {
      line(text, "simulator", "on");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append("  %-14s%s\n".formatted(label, value));
  }

  private static String dataPort(Config.Listen listen) {
    return listen.host()
        + ":"
        + listen.port()
        + listen.tls().map(tls -> ", TLS with " + tls.certificate()).orElse(", without TLS");
  }

  private String provider(String id, ProviderConfig provider) {
    var parts =
        new StringBuilder(id)
            .append(known.contains(id) ? ": " : " (your own): ")
            .append(keys(provider));
    if (!provider.baseUrl().isEmpty()) {
      parts.append(", at ").append(provider.baseUrl());
    }
    if (!provider.models().isEmpty()) {
      parts.append(
          provider.models().stream()
              .map(Config.ModelConfig::model)
              .collect(Collectors.joining(", ", ", with ", "")));
    }
    return parts.append(provider.enabled() ? "" : ", switched off").toString();
  }

  private static String keys(ProviderConfig provider) {
    return switch (provider.keys().size()) {
      case 0 ->
          provider.auth().equals("none") ? "no key needed" : "key from its environment variable";
      case 1 -> "1 key";
      default -> provider.keys().size() + " keys";
    };
  }

  private static String override(Config.ModelConfig override) {
    return override.model()
        + (override.provider().isEmpty() ? " at every provider" : " at " + override.provider());
  }
}
