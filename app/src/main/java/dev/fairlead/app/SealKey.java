package dev.fairlead.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The key that seals what callers hand back to us: in {@code seal.key} of the data directory, made
 * by the first start. Nodes that serve the same callers need the same file.
 */
final class SealKey {
  private static final int LENGTH = 32;

  private SealKey() {}

  /**
   * The key, 32 bytes.
   *
   * @throws IOException if the file is there and is no key, or cannot be made
   */
  static byte[] of(Path directory) throws IOException {
    var file = directory.resolve("seal.key");
    if (!Files.exists(file)) {
      make(file);
    }
    var key = Files.readAllBytes(file);
    if (key.length != LENGTH) {
      throw new IOException(
          "%s: %d bytes (expected: %d random bytes)".formatted(file, key.length, LENGTH));
    }
    return key;
  }

  private static void make(Path file) throws IOException {
    var key = new byte[LENGTH];
    new SecureRandom().nextBytes(key);
    var part =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "seal",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(part, key, StandardOpenOption.WRITE);
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException _) {
      // Another process was first: its key is the one, and is read next.
      return;
    } finally {
      Files.delete(part);
    }
  }
}
