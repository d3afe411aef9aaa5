package dev.fairlead.store.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.store.AtomicFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The connections to one database file: one that writes, some that read. Readers see the last
 * commit and never wait for the writer.
 *
 * <p>{@code synchronous=NORMAL}: what is committed outlives this process however it ends; after a
 * power cut the last moments may be missing, and the file is whole.
 */
record Pools(HikariDataSource writing, HikariDataSource reading) implements AutoCloseable {
  private static final int READERS = 4;
  private static final int BUSY_MILLIS = 10_000;
  private static final int WAIT_MILLIS = 30_000;

  /**
   * Makes directory and file if need be, for their owner only, and brings its tables up to date.
   */
  static Pools open(Path directory, Path file) throws IOException, SQLException {
    AtomicFile.directory(directory);
    create(file);
    var source = source(file, TransactionMode.IMMEDIATE);
    prepare(file);
    Flyway.configure(Pools.class.getClassLoader())
        .loggers("slf4j")
        .dataSource(source)
        .locations("classpath:dev/fairlead/store/state")
        .load()
        .migrate();
    var writing = new HikariDataSource(config("state-writer", source, 1));
    var readers = config("state-readers", source(file, TransactionMode.DEFERRED), READERS);
    readers.setConnectionInitSql("PRAGMA query_only = ON");
    return new Pools(writing, new HikariDataSource(readers));
  }

  Jdbi writer() {
    return Jdbi.create(writing);
  }

  Jdbi reader() {
    return Jdbi.create(reading);
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file, AtomicFile.mode("rw-------"));
    } catch (FileAlreadyExistsException there) {
      // Its rights are its owner's matter.
      return;
    }
  }

  /** What must be said before there is a table; both last in the file. */
  private static void prepare(Path file) throws SQLException {
    try (var connection = source(file, new SQLiteConfig()).getConnection();
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
    }
  }

  private static SQLiteDataSource source(Path file, TransactionMode mode) {
    var config = new SQLiteConfig();
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setTransactionMode(mode);
    config.enforceForeignKeys(true);
    config.setPragma(Pragma.SECURE_DELETE, "FAST");
    return source(file, config);
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig config) {
    config.setBusyTimeout(BUSY_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static HikariConfig config(String name, SQLiteDataSource source, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(WAIT_MILLIS);
    return config;
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
