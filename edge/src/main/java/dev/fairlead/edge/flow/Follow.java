package dev.fairlead.edge.flow;

import dev.fairlead.dialect.openai.state.Stamp;
import dev.fairlead.edge.http.Client;
import dev.fairlead.edge.http.Head;
import dev.fairlead.state.Event;
import dev.fairlead.state.Subscription;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a client the events of a response: those that are kept, then those that come, until the
 * response has ended. Runs on a thread of its own, which it blocks.
 */
final class Follow implements Client.Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Follow.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final byte[] BEAT = ": wait\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Client client;
  private final Thread thread = Thread.currentThread();
  private final Semaphore room = new Semaphore(0);
  private volatile boolean gone;

  private Follow(Client client) {
    this.client = client;
  }

  /** Sends all; takes the subscription over. */
  static void run(Client client, Head head, Subscription events) {
    var follow = new Follow(client);
    client
        .loop()
        .execute(() -> {
          client.begin(head, -1);
          client.flush();
          client.watch(follow);
        });
    try (events) {
      follow.all(events);
      client.loop().execute(client::end);
    } catch (InterruptedException e) {
      LOG.trace("the client went away", e);
    } catch (RuntimeException | ExecutionException e) {
      if (!follow.gone) {
        LOG.error("events of a response cannot be sent", e);
        client.loop().execute(client::abort);
      }
    } finally {
      client.loop().execute(() -> client.unwatch(follow));
    }
  }

  private void all(Subscription events) throws InterruptedException, ExecutionException {
    while (!gone) {
      var batch = events.next(HEARTBEAT);
      if (!batch.events().isEmpty()) {
        var out = new ByteArrayOutputStream(1024);
        batch.events().forEach(event -> out.writeBytes(frame(event)));
        send(out.toByteArray());
      } else if (!batch.ended()) {
        send(BEAT);
      }
      if (batch.ended()) {
        return;
      }
    }
  }

  private static byte[] frame(Event event) {
    return Stamp.frame(event.name(), event.data().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns when there is room for more. */
  private void send(byte[] bytes) throws InterruptedException, ExecutionException {
    var keepsUp = new CompletableFuture<Boolean>();
    room.drainPermits();
    client
        .loop()
        .execute(() -> {
          client.piece(Unpooled.wrappedBuffer(bytes));
          client.flush();
          keepsUp.complete(client.keepsUp());
        });
    if (!keepsUp.get() && !gone) {
      room.acquire();
    }
  }

  @Override
  public void gone() {
    gone = true;
    thread.interrupt();
  }

  @Override
  public void readsAgain() {
    room.release();
  }
}
