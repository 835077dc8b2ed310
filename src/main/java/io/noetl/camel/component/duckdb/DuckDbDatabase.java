package io.noetl.camel.component.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database. Its steps share one connection, so that temporary tables and settings stay; the
 * lock keeps them one after the other.
 */
final class DuckDbDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbDatabase.class);

  private final OpenedDuckDb opened;
  private final String path;
  private final boolean temporary;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Instant used = Instant.EPOCH;

  /**
   * @param temporary whether its files go with its execution
   */
  DuckDbDatabase(OpenedDuckDb opened, String path, boolean temporary) {
    this.opened = opened;
    this.path = path;
    this.temporary = temporary;
  }

  OpenedDuckDb opened() {
    return opened;
  }

  String path() {
    return path;
  }

  ReentrantLock lock() {
    return lock;
  }

  void used(Instant at) {
    used = at;
  }

  boolean isInMemory() {
    return path.startsWith(DuckDbDatabases.MEMORY);
  }

  /** Whether nobody has used it since then, nor uses it now. */
  boolean isUnusedSince(Instant moment) {
    return used.isBefore(moment) && !lock.isLocked();
  }

  /**
   * Closes it.
   *
   * @param ended whether its execution has ended, so that its own files go too
   */
  void close(boolean ended) {
    try {
      opened.close();
      if (temporary && ended) {
        Files.deleteIfExists(Path.of(path));
        Files.deleteIfExists(Path.of(path + ".wal"));
      }
    } catch (SQLException | IOException e) {
      LOG.warn("The DuckDB database {} was not closed cleanly: {}", path, e.getMessage());
    }
  }
}
