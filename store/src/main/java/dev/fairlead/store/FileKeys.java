package dev.fairlead.store;

import dev.fairlead.key.IssuedKey;
import dev.fairlead.key.Key;
import dev.fairlead.key.KeyMint;
import dev.fairlead.key.KeyRing;
import dev.fairlead.key.Keys;
import dev.fairlead.key.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keys in {@code keys.json} of a directory; hashes only. Thread-safe. Processes that share the
 * directory do not overwrite each other's changes: each change reads the file anew under a lock. A
 * process that {@link #follow}s sees another's changes within half a second, else at its own next
 * change or start.
 */
public final class FileKeys implements Keys {
  private static final String FILE = "keys.json";
  private static final String LOCK = "keys.lock";
  private static final long FOLLOW_NANOS = 250_000_000L;
  private static final Logger LOG = Logger.getLogger(FileKeys.class.getName());

  /**
   * The keys of a directory.
   *
   * @param fresh made because the directory had none: one of each role, an admin's first; to be
   *     shown to the owner now, as nobody can show them later
   */
  public record Opened(FileKeys keys, List<IssuedKey> fresh) {}

  /** A change: takes the keys there are and gives those that shall be. */
  private interface Change<T> {
    T to(List<Key> keys);
  }

  private final Path directory;
  private final KeyMint mint;
  private volatile KeyRing ring = KeyRing.EMPTY;

  private FileKeys(Path directory, KeyMint mint) {
    this.directory = directory;
    this.mint = mint;
  }

  /** Opens a directory, made if need be. {@link StoreException} if its file is damaged. */
  public static Opened open(Path directory, KeyMint mint) {
    var keys = new FileKeys(directory, mint);
    var file = directory.resolve(FILE);
    if (Files.exists(file)) {
      keys.ring = new KeyRing(read(file));
      return new Opened(keys, List.of());
    }
    return new Opened(keys, keys.change(FileKeys.first(mint)));
  }

  private static Change<List<IssuedKey>> first(KeyMint mint) {
    return there -> {
      if (!there.isEmpty()) {
        return List.of();
      }
      var fresh =
          List.of(mint.issue("first admin", Role.ADMIN), mint.issue("first caller", Role.CALLER));
      fresh.forEach(issued -> there.add(issued.key()));
      return fresh;
    };
  }

  @Override
  public KeyRing ring() {
    return ring;
  }

  @Override
  public IssuedKey issue(String name, Role role) {
    var issued = mint.issue(name, role);
    change(keys -> keys.add(issued.key()));
    return issued;
  }

  @Override
  public boolean revoke(String id) {
    return change(keys -> keys.removeIf(key -> key.id().equals(id)));
  }

  /**
   * Sees other processes' changes from now on, as long as this process lives. A file that cannot be
   * read is said in the log, and the keys stay as they are.
   */
  public void follow() {
    Thread.ofPlatform().daemon().name("fairlead-keys").start(this::look);
  }

  private void look() {
    var file = directory.resolve(FILE);
    var seen = modified(file);
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(FOLLOW_NANOS);
      var now = modified(file);
      if (!now.equals(seen)) {
        seen = now;
        reload(file);
      }
    }
  }

  private synchronized void reload(Path file) {
    try {
      ring = new KeyRing(read(file));
    } catch (StoreException e) {
      LOG.log(Level.SEVERE, "keys stay as they are: {0}", e.getMessage());
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private synchronized <T> T change(Change<T> change) {
    var file = directory.resolve(FILE);
    try {
      AtomicFile.directory(directory);
      var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try (var lock =
              FileChannel.open(directory.resolve(LOCK), options, AtomicFile.mode("rw-------"));
          var _ = lock.lock()) {
        var keys = new ArrayList<>(Files.exists(file) ? read(file) : List.<Key>of());
        var result = change.to(keys);
        AtomicFile.write(file, KeyFile.write(keys));
        ring = new KeyRing(keys);
        return result;
      }
    } catch (IOException e) {
      throw new StoreException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static List<Key> read(Path file) {
    try {
      return KeyFile.read(Files.readString(file), file.toString());
    } catch (MalformedInputException e) {
      throw new StoreException(file + ": bytes that are not UTF-8 (expected: JSON)", e);
    } catch (IOException e) {
      throw new StoreException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
