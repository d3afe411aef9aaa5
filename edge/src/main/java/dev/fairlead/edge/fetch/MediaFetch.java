package dev.fairlead.edge.fetch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Gets files that requests name by http and https URLs, for providers that take only bytes, without
 * letting a URL reach what only this machine can reach.
 *
 * <p>The work is done on a thread of its own, since resolving a name cannot be broken off; callers
 * wait parked, so an exchange's thread may call it and its event loop goes on. Thread-safe.
 */
public final class MediaFetch {
  private final MediaRules rules;
  private final Resolver resolver;
  private final SSLSocketFactory tls;
  private final InstantSource clock;
  private final MediaCache cache;
  private final Semaphore slots;

  public MediaFetch(
      MediaRules rules, Resolver resolver, SSLSocketFactory tls, InstantSource clock) {
    this.rules = rules;
    this.resolver = resolver;
    this.tls = tls;
    this.clock = clock;
    cache = new MediaCache(rules.cacheBytes(), rules.cacheAge());
    slots = new Semaphore(rules.parallel());
  }

  /** With this machine's name servers and the JDK's roots. */
  public static MediaFetch create(MediaRules rules) {
    return new MediaFetch(
        rules,
        Resolver.SYSTEM,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        InstantSource.system());
  }

  /**
   * Gets it, or has it already.
   *
   * @throws FetchFault if it must not, or cannot, be had; with words for the caller
   */
  public Media fetch(String url) throws InterruptedException {
    var link = Link.parse(url);
    var known = cache.get(link.toString(), clock.instant());
    return known.isPresent() ? known.get() : fetched(link);
  }

  private Media fetched(Link link) throws InterruptedException {
    long start = System.nanoTime();
    long limit = rules.limit().toNanos();
    if (!slots.tryAcquire(limit, TimeUnit.NANOSECONDS)) {
      throw new FetchFault("too many files are being fetched");
    }
    var download = new Download(rules, resolver, tls);
    var work = new FutureTask<>(() -> run(download, link));
    start(work);
    try (download) {
      var got = work.get(limit - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
      cache.put(link.toString(), got.media(), got.cacheControl(), clock.instant());
      return got.media();
    } catch (TimeoutException _) {
      throw new FetchFault("not fetched within " + words(rules.limit()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FetchFault fault) {
        throw fault;
      }
      throw new IllegalStateException("fetching " + link.host(), e.getCause());
    }
  }

  private void start(Runnable work) {
    try {
      Thread.ofPlatform().daemon().name("fairlead-fetch").start(work);
    } catch (OutOfMemoryError e) {
      slots.release();
      throw e;
    }
  }

  /** The place is given back when the thread ends, not when the caller gives up. */
  private Download.Fetched run(Download download, Link link) {
    try {
      return download.run(link);
    } finally {
      slots.release();
    }
  }

  private static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
