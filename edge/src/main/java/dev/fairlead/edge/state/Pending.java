package dev.fairlead.edge.state;

import dev.fairlead.state.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What callers know of already and what is not written yet: the end of an answer reaches its caller
 * a moment before the response is kept, and the next request may come in that moment. Thread-safe.
 */
public final class Pending {
  /** A write takes milliseconds; who waits longer sees what is there. */
  private static final long PATIENCE_SECONDS = 10;

  private final ConcurrentHashMap<Ref, List<CompletableFuture<Void>>> writing =
      new ConcurrentHashMap<>();

  /** One write that is to come. */
  public final class Write {
    private final List<Ref> refs;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Write(List<Ref> refs) {
      this.refs = refs;
    }

    /** It has been made, or never will be. */
    public void done() {
      for (var ref : refs) {
        writing.computeIfPresent(ref, (_, all) -> without(all));
      }
      done.complete(null);
    }

    @SuppressWarnings("NullAway") // null takes the entry out
    private List<CompletableFuture<Void>> without(List<CompletableFuture<Void>> all) {
      var rest = all.stream().filter(one -> one != done).toList();
      return rest.isEmpty() ? null : rest;
    }
  }

  /** From now on who asks for one of these waits until the write is done. */
  public Write begin(List<Ref> refs) {
    var write = new Write(List.copyOf(refs));
    for (var ref : write.refs) {
      writing.merge(
          ref,
          List.of(write.done),
          (a, b) -> {
            var both = new ArrayList<>(a);
            both.addAll(b);
            return List.copyOf(both);
          });
    }
    return write;
  }

  /** Waits for the writes of a response or conversation that are under way. */
  public void await(Ref ref) {
    var all = writing.get(ref);
    if (all != null) {
      await(all);
    }
  }

  /** Waits for all writes of an owner that are under way. */
  public void awaitAll(String owner) {
    writing.forEach((ref, all) -> {
      if (ref.owner().equals(owner)) {
        await(all);
      }
    });
  }

  private static void await(List<CompletableFuture<Void>> all) {
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // What is there is what can be read.
      return;
    }
  }

  /** Whether nothing is under way. */
  public boolean none() {
    return writing.isEmpty();
  }
}
