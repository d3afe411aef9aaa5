package dev.fairlead.edge.flow;

import dev.fairlead.config.Config;
import dev.fairlead.config.Config.Limits;
import dev.fairlead.config.Config.Listen;
import dev.fairlead.config.Config.Retry;
import dev.fairlead.config.Config.Timeouts;
import dev.fairlead.config.Config.Tls;
import dev.fairlead.config.Config.Transport;
import java.time.Duration;
import java.util.Optional;

/** A test's configuration: the shipped one, on the loopback, with a few figures changed. */
final class Knobs {
  int loops = 1;
  Optional<Tls> tls = Optional.empty();
  long body = Limits.DEFAULT.body();
  int headers = Limits.DEFAULT.headers();
  long memory = Limits.DEFAULT.memory();
  int connections = Limits.DEFAULT.connections();
  int upstreamConnections = Limits.DEFAULT.upstreamConnections();
  Duration header = Timeouts.DEFAULT.header();
  Duration bodyPause = Timeouts.DEFAULT.body();
  Duration idle = Timeouts.DEFAULT.idle();
  Duration connect = Timeouts.DEFAULT.connect();
  Duration firstToken = Timeouts.DEFAULT.firstToken();
  Duration answer = Timeouts.DEFAULT.answer();
  Duration betweenTokens = Timeouts.DEFAULT.betweenTokens();
  Duration write = Timeouts.DEFAULT.write();
  Duration total = Timeouts.DEFAULT.total();
  Duration upstreamIdle = Timeouts.DEFAULT.upstreamIdle();
  Duration drain = Duration.ofSeconds(5);
  int attempts = Retry.DEFAULT.attempts();
  int budgetPercent = Retry.DEFAULT.budgetPercent();
  int burst = Retry.DEFAULT.burst();
  String secret = Pair.SECRET;

  /** What the providers speak. */
  String dialect = "openai.chat";

  Config config() {
    var d = Config.DEFAULT;
    return new Config(
        new Listen("127.0.0.1", 0, loops, Transport.AUTO, tls),
        d.control(),
        new Limits(body, headers, memory, connections, upstreamConnections),
        new Timeouts(
            header,
            bodyPause,
            idle,
            connect,
            firstToken,
            answer,
            betweenTokens,
            write,
            total,
            upstreamIdle,
            drain),
        new Retry(attempts, budgetPercent, burst),
        d.translation(),
        d.state(),
        d.providers(),
        d.aliases(),
        d.overrides(),
        d.simulator(),
        d.hash());
  }
}
