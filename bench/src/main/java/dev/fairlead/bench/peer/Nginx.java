package dev.fairlead.bench.peer;

import dev.fairlead.bench.load.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * nginx with {@code proxy_pass} and upstream keep-alive: reads no body, knows no keys, writes no
 * log. Streams go to a second port without response buffering, as nginx needs it to pass chunks on.
 *
 * <p>When it is not installed, Debian's package is downloaded and unpacked into the tools' folder;
 * nothing of the system is changed and no service is started.
 */
public final class Nginx implements Peer {
  private static final Duration FETCH = Duration.ofMinutes(2);
  private static final Duration ASK = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public Optional<String> prepare(Setup setup) throws InterruptedException, IOException {
    var version = version(setup);
    if (version.isPresent()) {
      return version;
    }
    setup.say().println("nginx is not here: fetching Debian's package into " + unpacked(setup));
    Files.createDirectories(unpacked(setup));
    String script = "apt-get download nginx && dpkg -x nginx_*.deb .";
    Shell.run(unpacked(setup), FETCH, "sh", "-c", script);
    version = version(setup);
    if (version.isEmpty()) {
      setup.say().println("nginx left out: could not be fetched; try: apt-get install nginx-light");
    }
    return version;
  }

  private static Path unpacked(Setup setup) {
    return setup.tools().resolve("nginx");
  }

  private static String binary(Setup setup) {
    var own = unpacked(setup).resolve("usr/sbin/nginx");
    return Files.isExecutable(own) ? own.toString() : "nginx";
  }

  private static Optional<String> version(Setup setup) throws InterruptedException {
    return Shell.run(setup.root(), ASK, binary(setup), "-v")
        .map(text -> text.substring(text.indexOf('/') + 1));
  }

  @Override
  public Running start(Setup setup) throws IOException, InterruptedException {
    int plain = Setup.freePort();
    int streams = Setup.freePort();
    setup.write("nginx.conf", configuration(setup, plain, streams));
    var process =
        setup
            .command(
                binary(setup), "-p", setup.folder().toString(), "-c", "nginx.conf", "-e", "stderr")
            .start();
    return new Running(
        this,
        new ProcessTree(process.toHandle(), Ticks.perSecond()),
        () -> target(plain),
        () -> target(streams),
        UnaryOperator.identity(),
        setup.log());
  }

  private static Target target(int port) {
    return new Target(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        "/v1/chat/completions",
        Map.of());
  }

  private static String configuration(Setup setup, int plain, int streams) {
    return """
    daemon off;
    worker_processes %1$d;
    worker_rlimit_nofile 20000;
    pid nginx.pid;
    error_log stderr warn;
    events { worker_connections 16384; }
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      scgi_temp_path scgi;
      uwsgi_temp_path uwsgi;
      client_body_buffer_size 64k;
      keepalive_requests 100000000;
      keepalive_timeout 300s;
      tcp_nodelay on;
      upstream origin {
        server 127.0.0.1:%2$d;
        keepalive 256;
        keepalive_requests 100000000;
        keepalive_timeout 300s;
      }
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_read_timeout 300s;
      server {
        listen 127.0.0.1:%3$d backlog=4096;
        location / { proxy_pass http://origin; }
      }
      server {
        listen 127.0.0.1:%4$d backlog=4096;
        location / { proxy_pass http://origin; proxy_buffering off; }
      }
    }
    """
        .formatted(setup.loops(), setup.origin(), plain, streams);
  }
}
