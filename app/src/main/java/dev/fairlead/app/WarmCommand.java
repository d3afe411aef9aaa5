package dev.fairlead.app;

import dev.fairlead.config.Config;
import dev.fairlead.key.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code fairlead warm}: runs a gateway with simulated providers for a moment, so that the JVM can
 * note what a start needs and keep it ready (JEP 514). The launcher calls it after a build.
 */
@Command(
    name = "warm",
    hidden = true,
    description =
        "Starts, answers a few requests, stops: what the launcher's AOT cache is made from.")
final class WarmCommand implements Callable<Integer> {
  @Option(names = "--requests", defaultValue = "4000", description = "How many requests.")
  private int requests = 4000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("fairlead-warm");
    try {
      var config = quiet();
      var process = Gateway.Needs.ofProcess(config, directory);
      var alone =
          new Gateway.Needs(
              config, _ -> null, directory, process.threads(), process.tls(), process.settled());
      try (var gateway = Gateway.start(alone);
          var client = HttpClient.newHttpClient()) {
        ServeCommand.Ready.text(gateway, directory);
        for (int i = 0; i < requests; i++) {
          client.send(request(gateway, i % 2 == 1), BodyHandlers.ofString());
        }
      }
    } finally {
      delete(directory);
    }
    return 0;
  }

  private static Config quiet() {
    var d = Config.DEFAULT;
    return new Config(
        new Config.Listen("127.0.0.1", 0, 1, d.listen().transport(), d.listen().tls()),
        new Config.Control("127.0.0.1", 0),
        d.limits(),
        d.timeouts(),
        d.retry(),
        d.translation(),
        d.state(),
        Map.of(),
        d.aliases(),
        d.overrides(),
        false,
        d.hash());
  }

  private static HttpRequest request(Gateway gateway, boolean stream) {
    var body =
        """
        {"model":"simulated/echo","stream":%s,"messages":[{"role":"user","content":"Hello"}]}\
        """
            .formatted(stream);
    return HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
        .header("authorization", "Bearer " + gateway.fresh(Role.CALLER).orElseThrow())
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static void delete(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
