package dev.fairlead.edge.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Takes work that would hold up an event loop (files, DNS, long computation) to an ordinary thread
 * and waits for it; the loop goes on meanwhile.
 */
public final class Offload {
  private Offload() {}

  /**
   * Calls it elsewhere and gives its result. To be called on an exchange's thread.
   *
   * @throws ExecutionException with what it threw
   */
  public static <T> T call(Callable<T> work) throws ExecutionException, InterruptedException {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("fairlead-offload").start(task);
    return task.get();
  }
}
