package dev.fairlead.edge.loop;

import io.netty.util.concurrent.EventExecutor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes virtual threads whose carrier is an event loop: blocking code that costs no hop to another
 * thread. Needs {@code java.base/java.lang} opened (the launcher's manifest does); where it is not,
 * threads run on the JDK's own scheduler and all else stays the same.
 *
 * <p>Thread-safe. See {@code docs/decisions/0001-loop-threads.md}.
 */
public final class LoopThreads {
  private final @Nullable MethodHandle maker;

  private LoopThreads(@Nullable MethodHandle maker) {
    this.maker = maker;
  }

  /**
   * Threads on the loop where the JDK lets us, else on its own scheduler, with a line in the log.
   */
  public static LoopThreads create() {
    try {
      var builders = Class.forName("java.lang.ThreadBuilders");
      var lookup = MethodHandles.privateLookupIn(builders, MethodHandles.lookup());
      var type =
          MethodType.methodType(
              Thread.class, Executor.class, String.class, int.class, Runnable.class);
      return new LoopThreads(lookup.findStatic(builders, "newVirtualThread", type));
    } catch (ReflectiveOperationException e) {
      LoggerFactory.getLogger(LoopThreads.class)
          .info(
              "exchanges run on the JDK's scheduler, at some cost: {}"
                  + " (expected: --add-opens java.base/java.lang=ALL-UNNAMED)",
              e.toString());
      return onScheduler();
    }
  }

  /** Threads on the JDK's own scheduler. */
  public static LoopThreads onScheduler() {
    return new LoopThreads(null);
  }

  /** Whether threads are carried by their loop. */
  public boolean onLoop() {
    return maker != null;
  }

  /** Starts a task on a virtual thread of this loop. Called on the loop it runs at once. */
  public Thread start(EventExecutor loop, Runnable task) {
    if (maker == null) {
      return Thread.ofVirtual().start(task);
    }
    try {
      var thread = (Thread) maker.invokeExact((Executor) new Carrier(loop), "", 0, task);
      thread.start();
      return thread;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("ThreadBuilders.newVirtualThread", e);
    }
  }

  /**
   * Runs a thread's next piece: at once if the loop's own thread asks, else from the loop's queue.
   * A virtual thread that asks is not the loop, even when the loop carries it.
   */
  private record Carrier(EventExecutor loop) implements Executor {
    @Override
    public void execute(Runnable piece) {
      if (loop.inEventLoop()) {
        piece.run();
      } else {
        loop.execute(piece);
      }
    }
  }
}
