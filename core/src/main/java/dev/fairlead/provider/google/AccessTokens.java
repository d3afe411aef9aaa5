package dev.fairlead.provider.google;

import dev.fairlead.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for one credential, each used until it is nearly over.
 *
 * <p>A token is renewed five minutes before its end, or at half of a life shorter than ten. One
 * caller at a time renews; while the old token is valid, the others go on with it, and so does
 * everyone when renewing fails. After a failure the next try waits: a second, then twice as long up
 * to thirty.
 *
 * <p>Thread-safe.
 */
public final class AccessTokens {
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final GoogleCredential credential;
  private final TokenExchange exchange;
  private final InstantSource clock;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable Lease lease;
  private volatile @Nullable Setback setback;

  /** A token, when to renew it, and when it is over. */
  private record Lease(Secret token, Instant renew, Instant end) {}

  /** The last failure, if it was the last thing that happened. */
  private record Setback(String message, Duration pause, Instant again) {}

  public AccessTokens(GoogleCredential credential, TokenExchange exchange, InstantSource clock) {
    this.credential = credential;
    this.exchange = exchange;
    this.clock = clock;
  }

  /**
   * The token, if there is nothing to wait for. Empty: {@link #token} has to fetch one. Never
   * blocks, so it may be asked on an event loop.
   */
  public Optional<Secret> ready() {
    if (credential instanceof ReadyToken(var token)) {
      return Optional.of(token);
    }
    var now = clock.instant();
    var held = lease;
    if (held == null || !now.isBefore(held.end)) {
      return Optional.empty();
    }
    boolean good = now.isBefore(held.renew) || pausing(now) || renewing.isLocked();
    return good ? Optional.of(held.token) : Optional.empty();
  }

  /**
   * The token, fetched if it must be. May block as long as the exchange does.
   *
   * @throws GoogleAuthFault if there is none to be had
   */
  public Secret token() throws InterruptedException {
    var at = ready();
    if (at.isPresent()) {
      return at.get();
    }
    if (!renewing.tryLock()) {
      at = ready();
      if (at.isPresent()) {
        return at.get();
      }
      renewing.lockInterruptibly();
    }
    try {
      return renewed();
    } finally {
      renewing.unlock();
    }
  }

  private Secret renewed() throws InterruptedException {
    var now = clock.instant();
    var held = lease;
    if (held != null && now.isBefore(pausing(now) ? held.end : held.renew)) {
      return held.token;
    }
    var before = setback;
    if (before != null && pausing(now)) {
      throw new GoogleAuthFault(before.message);
    }
    try {
      return take(request(now).send(exchange), now);
    } catch (GoogleAuthFault e) {
      setback = after(before, e.getMessage(), clock.instant());
      if (held != null && clock.instant().isBefore(held.end)) {
        return held.token;
      }
      throw e;
    }
  }

  private Secret take(TokenRequest.Granted granted, Instant asked) {
    var life = granted.life();
    var half = life.dividedBy(2);
    var calm = life.minus(MARGIN).compareTo(half) > 0 ? life.minus(MARGIN) : half;
    setback = null;
    lease = new Lease(granted.token(), asked.plus(calm), asked.plus(life));
    return granted.token();
  }

  private TokenRequest request(Instant now) {
    return switch (credential) {
      case ServiceAccount account -> TokenRequest.of(account, now);
      case AuthorizedUser user -> TokenRequest.of(user);
      case ReadyToken _ -> throw new IllegalStateException("a ready token is not fetched");
    };
  }

  private boolean pausing(Instant now) {
    var last = setback;
    return last != null && now.isBefore(last.again);
  }

  private static Setback after(@Nullable Setback before, @Nullable String message, Instant now) {
    var pause = before == null ? PAUSE : before.pause.multipliedBy(2);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return new Setback(String.valueOf(message), pause, now.plus(pause));
  }
}
