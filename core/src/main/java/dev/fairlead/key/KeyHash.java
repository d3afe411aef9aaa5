package dev.fairlead.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a key's plain text. Comparison takes the same time wherever two hashes differ.
 *
 * <p>A plain hash is enough because keys are random with far more than 128 bits: there is nothing
 * to guess that salt or stretching would slow down.
 */
public final class KeyHash {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  private KeyHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of a key as it is presented. */
  public static KeyHash of(String plain) {
    return of(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of a key as it is presented. */
  public static KeyHash of(byte[] plain) {
    try {
      return new KeyHash(MessageDigest.getInstance("SHA-256").digest(plain));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** The inverse of {@link #hex}; {@link IllegalArgumentException} for anything else. */
  public static KeyHash ofHex(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "hash: %d bytes (expected: %d)".formatted(bytes.length, LENGTH));
    }
    return new KeyHash(bytes);
  }

  /** 64 lower-case digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  @Override
  public String toString() {
    return "KeyHash[" + hex().substring(0, 8) + "…]";
  }
}
