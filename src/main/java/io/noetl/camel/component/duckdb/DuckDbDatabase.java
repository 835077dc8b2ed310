package io.noetl.camel.component.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database. Its steps share one connection, so that temporary tables and settings stay; the
 * lock keeps them one after the other.
 */
final class DuckDbDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbDatabase.class);

  private final Connection connection;
  private final String path;
  private final boolean temporary;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param temporary whether its files go when it is closed
   */
  DuckDbDatabase(Connection connection, String path, boolean temporary) {
    this.connection = connection;
    this.path = path;
    this.temporary = temporary;
  }

  Connection connection() {
    return connection;
  }

  String path() {
    return path;
  }

  ReentrantLock lock() {
    return lock;
  }

  @Override
  public void close() {
    try {
      connection.close();
      if (temporary) {
        Files.deleteIfExists(Path.of(path));
        Files.deleteIfExists(Path.of(path + ".wal"));
      }
    } catch (SQLException | IOException e) {
      LOG.warn("The DuckDB database {} was not closed cleanly: {}", path, e.getMessage());
    }
  }
}
