package dev.fairlead.bench;

import dev.fairlead.bench.http.MessageReader;
import dev.fairlead.bench.load.Expected;
import dev.fairlead.bench.load.Target;
import dev.fairlead.bench.peer.Running;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Asks a peer that is starting until it answers well. */
final class Probe {
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final int READ_MILLIS = 5_000;

  private Probe() {}

  /** Returns at the first good answer; throws when none comes within a time. */
  static void untilGood(Running peer, byte[] body, Expected expected, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    var target = peer.plain().get();
    byte[] request = target.request(body);
    String wrong = ask(target, request, expected);
    while (!wrong.isEmpty()) {
      if (System.nanoTime() > end || !peer.tree().alive()) {
        throw new IllegalStateException(
            "%s does not answer well: %s (see %s)"
                .formatted(peer.peer().name(), wrong, peer.log()));
      }
      Thread.sleep(PAUSE);
      wrong = ask(target, request, expected);
    }
  }

  /** What is wrong with the answer to one request; empty text when nothing is. */
  private static String ask(Target target, byte[] request, Expected expected) {
    try (var socket = new Socket(target.address().getAddress(), target.address().getPort())) {
      socket.setSoTimeout(READ_MILLIS);
      socket.getOutputStream().write(request);
      var reader = MessageReader.ofAnswers();
      reader.reset();
      byte[] buffer = new byte[16 << 10];
      while (!reader.complete()) {
        int length = socket.getInputStream().read(buffer);
        if (length < 0) {
          return reader.closed() ? expected.wrong(reader) : "connection closed";
        }
        reader.feed(buffer, 0, length);
      }
      return expected.wrong(reader);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
