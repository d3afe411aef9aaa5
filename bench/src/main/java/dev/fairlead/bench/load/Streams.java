package dev.fairlead.bench.load;

import dev.fairlead.bench.http.MessageReader;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Event streams, each on a connection of its own, opened a few at a time and read to their end. */
public final class Streams implements Connection.Listener {
  private static final int OPENING = 32;

  private final Client client;
  private final Target target;
  private final ByteBuf request;
  private final Expected expected;
  private final Tally tally = new Tally();
  private final List<Connection> connections = new ArrayList<>();
  private long wanted;
  private long asked;
  private long ends;
  private volatile long settled;
  private boolean closing;

  public Streams(Client client, Target target, byte[] body, Expected expected) {
    this.client = client;
    this.target = target;
    this.request = Client.buffer(target.request(body));
    this.expected = expected;
  }

  /** Opens this many more streams; returns at once. */
  public void open(int more) {
    client
        .loop()
        .execute(() -> {
          wanted += more;
          for (int i = 0; i < OPENING; i++) {
            connect();
          }
        });
  }

  private void connect() {
    if (asked == wanted || closing) {
      return;
    }
    asked++;
    client.connect(
        target.address(),
        this,
        connection -> {
          connections.add(connection);
          connection.send(request);
          connect();
        },
        cause -> {
          settle(cause.toString());
          connect();
        });
  }

  /** Streams that have come to their end, well or not. */
  public long settled() {
    return settled;
  }

  public Tally tally() {
    return tally;
  }

  private void settle(String wrong) {
    if (wrong.isEmpty()) {
      tally.answer();
    } else if (!closing) {
      tally.error(wrong);
    }
    ends++;
    settled = ends;
  }

  @Override
  public void answered(Connection connection, MessageReader answer) {
    settle(expected.wrong(answer));
    connection.close();
  }

  @Override
  public void events(long more) {
    tally.events(more);
  }

  @Override
  public void closed(Connection connection, boolean busy, String why) {
    if (busy) {
      settle(why);
    }
  }

  /** Ends all streams, as callers do that go away. */
  public void close() throws InterruptedException {
    var closed = new CountDownLatch(1);
    client
        .loop()
        .execute(() -> {
          closing = true;
          connections.forEach(Connection::close);
          closed.countDown();
        });
    closed.await();
  }
}
