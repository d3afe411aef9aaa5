package dev.fairlead.edge.flow;

import dev.fairlead.edge.http.Client;
import dev.fairlead.edge.http.Door;
import dev.fairlead.edge.http.Head;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.loop.LoopThreads;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Internal;
import dev.fairlead.model.FailureException;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out requests: answers the small ones at once, gives each of the others its own thread.
 */
final class Dispatch implements Door.Exchanges {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  private final LoopThreads threads;
  private final Function<EventLoop, LoopScope> scopes;
  private final Supplier<Snapshot> snapshots;
  private final Accept accept;
  private final Admit admit;
  private final Flow flow;
  private final Settle settle;
  private final Supplier<Readiness> readiness;
  private final LongAdder begun = new LongAdder();
  private final LongAdder settled = new LongAdder();

  Dispatch(
      LoopThreads threads,
      Function<EventLoop, LoopScope> scopes,
      Supplier<Snapshot> snapshots,
      Accept accept,
      Admit admit,
      Choose choose,
      Call call,
      Settle settle,
      Supplier<Readiness> readiness) {
    this.threads = threads;
    this.scopes = scopes;
    this.snapshots = snapshots;
    this.admit = admit;
    this.settle = settle;
    this.readiness = readiness;
    this.accept = accept;
    this.flow = new Flow(accept, admit, choose, call, settle);
  }

  @Override
  public void begin(Request request, Client client) {
    var exchange = exchange(request, client);
    if (request.method().equals("GET") || request.method().equals("HEAD")) {
      look(exchange);
    } else {
      start(exchange, () -> flow.handle(exchange));
    }
  }

  /** Carries out the rest of an exchange on a thread of its own. */
  private void start(Exchange exchange, Runnable rest) {
    begun.increment();
    threads.start(
        exchange.client.loop(),
        () -> {
          try {
            rest.run();
          } catch (RuntimeException | Error e) {
            fail(exchange, e);
          } finally {
            settled.increment();
          }
        });
  }

  private void fail(Exchange exchange, Throwable e) {
    LOG.error("exchange {} failed", exchange.id, e);
    settle.failed(exchange, new Internal(exchange.id));
  }

  /** Exchanges whose settlement is still to come. */
  long unsettled() {
    return begun.sum() - settled.sum();
  }

  @Override
  public void refuse(Request request, Client client, Failure why) {
    settle.failed(exchange(request, client), why);
  }

  private Exchange exchange(Request request, Client client) {
    return new Exchange(
        request, client, scopes.apply(client.loop()), snapshots.get(), accept.inbound(request));
  }

  /** What can be read without a model: health and the list of models. */
  private void look(Exchange exchange) {
    var path = Accept.plain(exchange.request.path());
    try {
      switch (path) {
        case "/healthz" -> say(exchange, 200, "{\"status\":\"ok\"}");
        case "/readyz" -> {
          var ready = readiness.get();
          say(exchange, ready.ready() ? 200 : 503, ready.json());
        }
        default -> models(exchange, path);
      }
    } catch (FailureException e) {
      settle.failed(exchange, e.failure());
    } catch (RuntimeException e) {
      fail(exchange, e);
    }
  }

  private void models(Exchange exchange, String path) {
    if (!ModelsLook.asks(path)) {
      accept.route(exchange.request);
    }
    admit.check(exchange.request);
    ModelsLook.answer(exchange.snapshot, exchange.request, path)
        .ifPresentOrElse(
            json -> say(exchange, 200, json), () -> start(exchange, () -> missing(exchange, path)));
  }

  private void missing(Exchange exchange, String path) {
    settle.failed(exchange, Choose.unknown(exchange, ModelsLook.name(path)));
  }

  private static void say(Exchange exchange, int status, String json) {
    say(exchange, status, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void say(Exchange exchange, int status, byte[] json) {
    Head head = Heads.own(exchange, status);
    exchange.client.answer(head, json);
  }

  /** Whether traffic may come. */
  record Readiness(boolean ready, List<String> reasons) {
    String json() {
      return ready
          ? "{\"status\":\"ready\"}"
          : "{\"status\":\"draining\",\"reasons\":[\"%s\"]}"
              .formatted(String.join("\",\"", reasons));
    }
  }
}
