package dev.fairlead.config;

import dev.fairlead.config.Config.Control;
import dev.fairlead.config.Config.Limits;
import dev.fairlead.config.Config.Listen;
import dev.fairlead.config.Config.Retry;
import dev.fairlead.config.Config.State;
import dev.fairlead.config.Config.Timeouts;
import dev.fairlead.config.Config.Tls;
import dev.fairlead.config.Config.Translation;
import dev.fairlead.config.Config.Transport;
import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlNode.Members;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the top of the file and the sections that hold plain values. */
final class RootReader {
  private static final Form<Integer> PORT = Forms.whole(0, 65535);
  private static final Form<Transport> TRANSPORT =
      Forms.choice(Map.of("auto", Transport.AUTO, "epoll", Transport.EPOLL, "nio", Transport.NIO));

  private final Reading reading;

  RootReader(Reading reading) {
    this.reading = reading;
  }

  /** The configuration; of use only if the reading has no complaint. */
  Config read(YamlNode node, String hash) {
    var root =
        Section.of(reading, Place.ROOT, node)
            .or(() -> Section.of(reading, Place.ROOT, new Members(List.of(), node.span())))
            .orElseThrow();
    var listen = root.section("listen").map(this::listen).orElse(Listen.DEFAULT);
    var control = root.section("control").map(this::control).orElse(Control.DEFAULT);
    samePort(root, listen, control);
    var config =
        new Config(
            listen,
            control,
            root.section("limits").map(this::limits).orElse(Limits.DEFAULT),
            root.section("timeouts").map(RootReader::timeouts).orElse(Timeouts.DEFAULT),
            root.section("retry").map(RootReader::retry).orElse(Retry.DEFAULT),
            root.section("translation").map(RootReader::translation).orElse(Translation.DEFAULT),
            root.section("state").map(RootReader::state).orElse(State.DEFAULT),
            new ProviderReader(reading).read(root),
            new AliasReader(reading).read(root),
            new OverrideReader(reading).read(root),
            root.get("simulator", Forms.YES_NO, false),
            hash);
    root.end();
    return config;
  }

  private Listen listen(Section at) {
    var usual = Listen.DEFAULT;
    var listen =
        new Listen(
            at.get("host", Forms.HOST, usual.host()),
            at.get("port", PORT, usual.port()),
            at.get("loops", Forms.whole(0, 1024), usual.loops()),
            at.get("transport", TRANSPORT, usual.transport()),
            at.section("tls").flatMap(this::tls));
    at.end();
    return listen;
  }

  private Optional<Tls> tls(Section at) {
    var certificate = file(at, "certificate");
    var key = file(at, "key");
    at.end();
    return certificate.flatMap(c -> key.map(k -> new Tls(c, k)));
  }

  private Optional<String> file(Section at, String key) {
    var path = at.required(key, Forms.PATH);
    if (path.isPresent() && !reading.around().readable().test(path.get())) {
      reading.complain(at.spanOf(key), at.place().key(key), "no such file to read", "a PEM file");
    }
    return path;
  }

  private Control control(Section at) {
    var control =
        new Control(
            at.get("host", Forms.HOST, Control.DEFAULT.host()),
            at.get("port", PORT, Control.DEFAULT.port()));
    at.end();
    return control;
  }

  private Limits limits(Section at) {
    var usual = Limits.DEFAULT;
    var headers = Forms.size(1 << 10, 1 << 20, "from 1KiB to 1MiB");
    var limits =
        new Limits(
            at.get("body", Forms.size(1 << 10, 1 << 30, "from 1KiB to 1GiB"), usual.body()),
            at.get("headers", headers.as(Math::toIntExact), usual.headers()),
            at.get("memory", Forms.size(1 << 20, 1L << 40, "from 1MiB to 1024GiB"), usual.memory()),
            at.get("connections", Forms.whole(1, 10_000_000), usual.connections()),
            at.get("upstream-connections", Forms.whole(1, 1_000_000), usual.upstreamConnections()));
    if (limits.memory() < limits.body()) {
      var key = at.has("memory") ? "memory" : "body";
      reading.complain(
          at.spanOf(key),
          at.place().key(key),
          "memory is less than body, %d < %d bytes".formatted(limits.memory(), limits.body()),
          "memory for one whole body at least");
    }
    at.end();
    return limits;
  }

  private static Timeouts timeouts(Section at) {
    var usual = Timeouts.DEFAULT;
    var timeouts =
        new Timeouts(
            at.get("header", Forms.TIME, usual.header()),
            at.get("body", Forms.TIME, usual.body()),
            at.get("idle", Forms.TIME, usual.idle()),
            at.get("connect", Forms.TIME, usual.connect()),
            at.get("first-token", Forms.TIME, usual.firstToken()),
            at.get("answer", Forms.TIME, usual.answer()),
            at.get("between-tokens", Forms.TIME, usual.betweenTokens()),
            at.get("write", Forms.TIME, usual.write()),
            at.get("total", Forms.TIME, usual.total()),
            at.get("upstream-idle", Forms.TIME, usual.upstreamIdle()),
            at.get("drain", Forms.TIME, usual.drain()));
    at.end();
    return timeouts;
  }

  private static Retry retry(Section at) {
    var usual = Retry.DEFAULT;
    var retry =
        new Retry(
            at.get("attempts", Forms.whole(1, 20), usual.attempts()),
            at.get("budget-percent", Forms.whole(0, 1000), usual.budgetPercent()),
            at.get("burst", Forms.whole(0, 10_000), usual.burst()));
    at.end();
    return retry;
  }

  private static Translation translation(Section at) {
    var usual = Translation.DEFAULT;
    var translation =
        new Translation(
            at.get("strict", Forms.YES_NO, usual.strict()),
            at.get("fetch", Forms.YES_NO, usual.fetch()),
            at.list("fetch-hosts", Forms.HOST));
    at.end();
    return translation;
  }

  private static State state(Section at) {
    var usual = State.DEFAULT;
    var state =
        new State(
            at.get("keep", Forms.YES_NO, usual.keep()),
            at.get("retention", Forms.LONG_TIME, usual.retention()));
    at.end();
    return state;
  }

  private void samePort(Section root, Listen listen, Control control) {
    if (listen.port() == control.port() && listen.port() != 0) {
      var key = root.has("control") ? "control" : "listen";
      var at = Section.of(reading, Place.ROOT.key(key), root.value(key).orElseThrow());
      reading.complain(
          at.map(section -> section.spanOf("port")).orElse(root.spanOf(key)),
          Place.ROOT.key(key).key("port"),
          "both ports are " + control.port(),
          "another port for control than for listen");
    }
  }
}
