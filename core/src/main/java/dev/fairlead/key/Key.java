package dev.fairlead.key;

import java.time.Instant;

/**
 * An access key as it is kept: never its plain text.
 *
 * @param id names the key in records and in the admin API, as {@code key_5f0c…}
 * @param name for people
 * @param role what it is good for
 * @param hash of its plain text
 * @param created when it was issued, in whole seconds
 */
public record Key(String id, String name, Role role, KeyHash hash, Instant created) {

  /** Who calls with this key. */
  public Principal principal() {
    return new Principal(id, name, role);
  }
}
