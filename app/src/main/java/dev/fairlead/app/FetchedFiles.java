package dev.fairlead.app;

import dev.fairlead.config.Config;
import dev.fairlead.dialect.fit.Fetched;
import dev.fairlead.dialect.fit.Translations;
import dev.fairlead.edge.fetch.FetchFault;
import dev.fairlead.edge.fetch.MediaFetch;
import dev.fairlead.edge.fetch.MediaRules;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gets files that requests name by URL, as far as the configuration allows. Thread-safe. */
final class FetchedFiles implements Translations.Files {
  private final boolean allowed;
  private final Set<String> hosts;
  private volatile @Nullable MediaFetch files;

  FetchedFiles(Config.Translation settings) {
    allowed = settings.fetch();
    hosts = Set.copyOf(settings.fetchHosts());
  }

  @Override
  public Fetched fetch(String url) {
    if (!allowed) {
      throw bad("this model takes no URLs of files, and translation.fetch is off: " + url);
    }
    try {
      var media = files().fetch(url);
      return new Fetched(media.mime(), Base64.getEncoder().encodeToString(media.bytes()));
    } catch (FetchFault e) {
      throw bad(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw bad("interrupted while a file was fetched");
    }
  }

  private static FailureException bad(String message) {
    return new FailureException(new BadRequest(message, "messages", "invalid_image_url"));
  }

  /** Made when first needed: the roots of TLS take a moment to read. */
  private MediaFetch files() {
    var made = files;
    if (made == null) {
      made = MediaFetch.create(MediaRules.STANDARD.allowing(hosts));
      files = made;
    }
    return made;
  }
}
