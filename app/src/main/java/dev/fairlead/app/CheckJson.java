package dev.fairlead.app;

import dev.fairlead.config.Config;
import dev.fairlead.config.ConfigFile.Result;
import dev.fairlead.config.Problem;
import dev.fairlead.json.JsonOut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outcome of a check for programs. */
final class CheckJson {
  private CheckJson() {}

  static String of(String file, Result result) {
    var json = new LinkedHashMap<String, Object>();
    json.put("file", file);
    switch (result) {
      case Result.Valid(var config) -> {
        json.put("valid", true);
        json.put("problems", List.of());
        json.put("config", summary(config));
      }
      case Result.Invalid(var problems) -> {
        json.put("valid", false);
        json.put("problems", problems.stream().map(CheckJson::problem).toList());
      }
    }
    return JsonOut.indented(json) + "\n";
  }

  private static Map<String, Object> problem(Problem problem) {
    var json = new LinkedHashMap<String, Object>();
    json.put("line", problem.line());
    json.put("column", problem.column());
    json.put("path", problem.path());
    json.put("found", problem.found());
    json.put("expected", problem.expected());
    json.put("message", problem.message());
    return json;
  }

  private static Map<String, Object> summary(Config config) {
    var json = new LinkedHashMap<String, Object>();
    json.put("hash", config.hash());
    json.put("listen", address(config.listen().host(), config.listen().port()));
    json.put("control", address(config.control().host(), config.control().port()));
    var providers = new LinkedHashMap<String, Object>();
    config.providers().forEach((id, provider) -> providers.put(id, provider(provider)));
    json.put("providers", providers);
    json.put("aliases", config.aliases());
    json.put("overrides", config.overrides().size());
    json.put("simulator", config.simulator());
    return json;
  }

  private static Map<String, Object> address(String host, int port) {
    var json = new LinkedHashMap<String, Object>();
    json.put("host", host);
    json.put("port", port);
    return json;
  }

  private static Map<String, Object> provider(Config.ProviderConfig provider) {
    var json = new LinkedHashMap<String, Object>();
    json.put("enabled", provider.enabled());
    json.put("keys", provider.keys().size());
    json.put("models", provider.models().stream().map(Config.ModelConfig::model).toList());
    return json;
  }
}
