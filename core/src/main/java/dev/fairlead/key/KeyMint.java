package dev.fairlead.key;

import dev.fairlead.config.Secret;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * Makes keys: the role's prefix and 32 letters and digits, 190 bits. As thread-safe as its source
 * of randomness.
 *
 * @param random a {@code SecureRandom} outside of tests
 */
public record KeyMint(RandomGenerator random, InstantSource clock) {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int KEY_LENGTH = 32;
  private static final int ID_LENGTH = 16;

  public IssuedKey issue(String name, Role role) {
    var plain = role.prefix() + letters(KEY_LENGTH);
    var created = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var key = new Key("key_" + letters(ID_LENGTH), name, role, KeyHash.of(plain), created);
    return new IssuedKey(key, new Secret(plain));
  }

  private String letters(int count) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
