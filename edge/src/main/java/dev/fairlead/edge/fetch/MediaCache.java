package dev.fairlead.edge.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that were fetched a short while ago: a conversation names the same picture with each turn.
 * Bounded in bytes; the one unused the longest goes first. Thread-safe.
 */
final class MediaCache {
  private static final Pattern AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?([0-9]{1,9})\"?");
  private static final Pattern NOT_KEPT = Pattern.compile(".*\\b(no-store|no-cache|private)\\b.*");

  private final long capacity;
  private final Duration longest;
  private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  private record Kept(Media media, Instant end) {}

  MediaCache(long capacity, Duration longest) {
    this.capacity = capacity;
    this.longest = longest;
  }

  synchronized Optional<Media> get(String url, Instant now) {
    var found = kept.get(url);
    if (found == null) {
      return Optional.empty();
    }
    if (!now.isBefore(found.end)) {
      remove(url);
      return Optional.empty();
    }
    return Optional.of(found.media);
  }

  /** Keeps it if its server does not object and it is no more than a quarter of all. */
  synchronized void put(String url, Media media, String cacheControl, Instant now) {
    var age = age(cacheControl.toLowerCase(Locale.ROOT));
    if (!age.isPositive() || media.bytes().length > capacity / 4) {
      return;
    }
    remove(url);
    kept.put(url, new Kept(media, now.plus(age)));
    size += media.bytes().length;
    while (size > capacity) {
      remove(kept.firstEntry().getKey());
    }
  }

  private void remove(String url) {
    var gone = kept.remove(url);
    size -= gone == null ? 0 : gone.media.bytes().length;
  }

  private Duration age(String cacheControl) {
    if (NOT_KEPT.matcher(cacheControl).matches()) {
      return Duration.ZERO;
    }
    var said = AGE.matcher(cacheControl);
    if (said.find()) {
      var age = Duration.ofSeconds(Long.parseLong(said.group(1)));
      return age.compareTo(longest) < 0 ? age : longest;
    }
    return longest;
  }
}
