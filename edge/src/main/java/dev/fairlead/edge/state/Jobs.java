package dev.fairlead.edge.state;

import dev.fairlead.dialect.openai.state.QueuedResponse;
import dev.fairlead.dialect.openai.state.Refusals;
import dev.fairlead.dialect.openai.state.Refused;
import dev.fairlead.dialect.openai.state.ResponseObject;
import dev.fairlead.state.Event;
import dev.fairlead.state.Head;
import dev.fairlead.state.Item;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Status;
import dev.fairlead.state.StoredResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The responses that are made in the background. So many at a time; the others wait in a queue.
 * Thread-safe; {@link #start} blocks.
 */
public final class Jobs implements AutoCloseable {
  private static final int RUNNING = 64;
  private static final int WAITING = 1000;
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final String STOPPED = "the gateway stopped before this response had ended";

  private final Kept kept;
  private final Loopback loopback;
  private final Instant began;
  private final Set<Job> open = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;
  private volatile boolean stopped;

  public Jobs(Kept kept, Loopback loopback) {
    this.kept = kept;
    this.loopback = loopback;
    this.began = kept.clock().instant();
    this.threads =
        new ThreadPoolExecutor(
            RUNNING,
            RUNNING,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            job -> Thread.ofPlatform().daemon().name("fairlead-job").unstarted(job));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * What is to be called.
   *
   * @param target path and query
   * @param body asks for a stream and for nothing to be kept
   */
  public record Order(String target, Map<String, String> headers, byte[] body) {
    /**
     * @param header finds the caller's header of a name
     */
    public static Order of(String target, Function<String, Optional<String>> header, byte[] body) {
      var passed = new HashMap<String, String>();
      for (var name : Loopback.PASSED) {
        header.apply(name).ifPresent(value -> passed.put(name, value));
      }
      passed.put("content-type", "application/json");
      return new Order(target, passed, body);
    }
  }

  /**
   * Keeps a queued response and begins to work at it, now or when there is room.
   *
   * @param object the queued response
   * @throws Refused if there are too many
   */
  public void start(Head head, List<Item> input, String object, Order order) {
    if (stopped || threads.getQueue().remainingCapacity() == 0) {
      throw new Refused(Refusals.tooMany("background responses", RETRY));
    }
    kept.store().responses().begin(head, input, new Progress(Status.QUEUED, object, List.of(), ""));
    var queued =
        new Event(0, "response.queued", QueuedResponse.event("response.queued", 0, object));
    kept.store().events().append(head.ref(), List.of(queued));
    var job = new Job(kept, loopback, head, object, order);
    open.add(job);
    try {
      threads.execute(() -> {
        try {
          job.run();
        } finally {
          open.remove(job);
        }
      });
    } catch (RejectedExecutionException e) {
      open.remove(job);
      kept.store().responses().delete(head.ref());
      throw new Refused(Refusals.tooMany("background responses", RETRY));
    }
  }

  /** Whether nothing waits or runs. */
  public boolean idle() {
    return open.isEmpty();
  }

  /** What a process before this one has left unfinished has failed. */
  public void failLeftovers() {
    for (var response : kept.store().responses().unfinished()) {
      if (response.head().created().isBefore(began)) {
        fail(response);
      }
    }
  }

  private void fail(StoredResponse response) {
    var object = ResponseObject.failed(response.object(), "server_error", STOPPED);
    var progress =
        new Progress(Status.FAILED, object, ResponseObject.output(object, kept.ids()), "");
    kept.store().responses().update(response.head().ref(), progress, List.of());
  }

  /** Takes no more; what waits has failed, what runs goes on. */
  public void stopTaking() {
    stopped = true;
    threads.getQueue().clear();
    for (var job : List.copyOf(open)) {
      if (!job.begun()) {
        job.stop(STOPPED);
        job.run();
        open.remove(job);
      }
    }
  }

  /** What still runs has failed when this returns. */
  @Override
  public void close() {
    stopTaking();
    open.forEach(job -> job.stop(STOPPED));
    threads.shutdown();
    try {
      var _ = threads.awaitTermination(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loopback.close();
  }
}
