package dev.fairlead.edge.state;

import dev.fairlead.dialect.openai.state.QueuedResponse;
import dev.fairlead.dialect.openai.state.ResponseObject;
import dev.fairlead.dialect.openai.state.Stamp;
import dev.fairlead.dialect.openai.state.Stamp.Stamped;
import dev.fairlead.edge.state.Jobs.Order;
import dev.fairlead.json.Edit;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Skim;
import dev.fairlead.sse.SseScan;
import dev.fairlead.state.Event;
import dev.fairlead.state.Head;
import dev.fairlead.state.Item;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One response that is made in the background: asks this gateway for it as its caller would, and
 * keeps the events as they come. Run by one thread; stopped by any.
 */
final class Job {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);
  private static final int BOUND = 16 << 20;
  private static final int BATCH = 64;
  private static final int MOST_OF_AN_ERROR = 1 << 20;
  private static final String SERVER_ERROR = "server_error";
  private static final String BROKEN = "the answer broke off";

  private final Kept kept;
  private final Loopback loopback;
  private final Head head;
  private final Order order;
  private final Stamp stamp;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final List<Event> batch = new ArrayList<>();
  private String object;
  private long sequence = 1;
  private boolean working;
  private boolean over;
  private volatile String stopped = "";
  private volatile boolean cancelled;
  private volatile @Nullable CompletableFuture<HttpResponse<InputStream>> calling;
  private volatile @Nullable InputStream reading;

  Job(Kept kept, Loopback loopback, Head head, String object, Order order) {
    this.kept = kept;
    this.loopback = loopback;
    this.head = head;
    this.object = object;
    this.order = order;
    this.stamp = new Stamp(head.ref().id(), head.context(), true);
  }

  boolean begun() {
    return taken.get();
  }

  /** Does it, if nobody has. */
  void run() {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    try (var _ = kept.store().cancellations().watch(head.ref(), this::cancel)) {
      if (stopped.isEmpty()) {
        call();
      }
      if (!over && cancelled) {
        object = ResponseObject.cancelled(object);
        end(Status.CANCELLED);
      } else if (!over) {
        fail(SERVER_ERROR, stopped.isEmpty() ? BROKEN : stopped);
      }
    } catch (RuntimeException e) {
      LOG.error("background response {} failed", head.ref().id(), e);
      batch.clear();
      try {
        fail(SERVER_ERROR, String.valueOf(e.getMessage()));
      } catch (RuntimeException again) {
        LOG.error("background response {} cannot be ended", head.ref().id(), again);
      }
    }
  }

  private void cancel() {
    cancelled = true;
    stop("cancelled");
  }

  /** Ends the call that runs. */
  void stop(String why) {
    stopped = why;
    var call = calling;
    if (call != null) {
      call.cancel(true);
    }
    close(reading);
  }

  private static void close(@Nullable InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      LOG.debug("a call of a background response did not close", e);
    }
  }

  private void call() {
    var call = loopback.post(order.target(), order.headers(), order.body());
    calling = call;
    if (!stopped.isEmpty()) {
      call.cancel(true);
    }
    try {
      var answer = call.get();
      try (var in = answer.body()) {
        reading = in;
        if (!stopped.isEmpty()) {
          return;
        }
        if (answer.statusCode() == 200) {
          read(in);
        } else {
          refused(answer.statusCode(), in.readNBytes(MOST_OF_AN_ERROR));
        }
      }
    } catch (IOException | ExecutionException | CancellationException e) {
      LOG.debug("background response {}: {}", head.ref().id(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(InputStream in) throws IOException {
    var scan = new SseScan(BOUND);
    var bytes = new byte[16 << 10];
    SseScan.Sink sink = (data, from, to, _) -> event(data, from, to);
    while (!over) {
      int n = in.read(bytes);
      if (n < 0) {
        scan.finish(sink);
        append();
        return;
      }
      scan.feed(bytes, 0, n, sink);
      if (batch.size() >= BATCH || in.available() == 0) {
        append();
      }
    }
  }

  private void event(byte[] data, int from, int to) {
    if (over || from == to || data[from] != '{') {
      return;
    }
    var stamped = stamp.event(data, from, to);
    if (stamped.isPresent()) {
      lifecycle(stamped.get());
      return;
    }
    Members event;
    try {
      event = Skim.lenient(data, from, to);
    } catch (JsonFault e) {
      fail(SERVER_ERROR, "an event is not JSON: " + e.getMessage());
      return;
    }
    var type = text(event, "type");
    if (type.equals("error") || type.isEmpty()) {
      var message = message(event);
      fail(SERVER_ERROR, message.isEmpty() ? BROKEN : message);
    } else {
      batch.add(numbered(type, event));
    }
  }

  private void lifecycle(Stamped stamped) {
    var data = stamped.data();
    object = new String(stamped.response(), StandardCharsets.UTF_8);
    var event = numbered(stamped.type(), Skim.lenient(data, 0, data.length));
    batch.add(event);
    if (stamped.last()) {
      end(status(stamped));
    } else if (!working) {
      working = true;
      update(Status.IN_PROGRESS);
    }
  }

  private static Status status(Stamped stamped) {
    return Status.of(stamped.type().substring("response.".length()));
  }

  private Event numbered(String type, Members event) {
    long number = sequence++;
    var edit = new Edit(event);
    int i = event.find("sequence_number");
    if (i < 0) {
      edit.add("sequence_number", Long.toString(number));
    } else {
      edit.replace(i, Long.toString(number));
    }
    return new Event(number, type, new String(edit.bytes(), StandardCharsets.UTF_8));
  }

  private void end(Status status) {
    over = true;
    update(status);
  }

  private void update(Status status) {
    List<Item> output = status.ended() ? ResponseObject.output(object, kept.ids()) : List.of();
    var progress = new Progress(status, object, output, "");
    if (!kept.store().responses().update(head.ref(), progress, batch)) {
      over = true;
    }
    batch.clear();
  }

  private void append() {
    if (!batch.isEmpty() && !over) {
      if (!kept.store().events().append(head.ref(), batch)) {
        // Cancelled or deleted meanwhile.
        over = true;
      }
      batch.clear();
    }
  }

  private void refused(int status, byte[] body) {
    var message = "";
    try {
      var answer = Skim.lenient(body, 0, body.length);
      message = message(answer);
    } catch (JsonFault e) {
      LOG.debug("background response {}: status {}", head.ref().id(), status, e);
    }
    var code =
        switch (status) {
          case 429 -> "rate_limit_exceeded";
          case 400 -> "invalid_prompt";
          default -> SERVER_ERROR;
        };
    fail(code, message.isEmpty() ? "status " + status : message);
  }

  private static String message(Members answer) {
    int error = answer.find("error");
    return error >= 0 && answer.kind(error) == Kind.OBJECT
        ? text(answer.inside(error), "message")
        : text(answer, "message");
  }

  private static String text(Members members, String name) {
    int i = members.find(name);
    return i >= 0 && members.kind(i) == Kind.STRING ? members.text(i) : "";
  }

  private void fail(String code, String message) {
    object = ResponseObject.failed(object, code, message);
    long number = sequence++;
    var type = "response.failed";
    batch.add(new Event(number, type, QueuedResponse.event(type, number, object)));
    end(Status.FAILED);
  }
}
