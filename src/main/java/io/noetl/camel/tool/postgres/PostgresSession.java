package io.noetl.camel.tool.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection in use by one call. Closing it gives it back as a new one would be: settings,
 * temporary tables and locks of the call are gone.
 */
public final class PostgresSession implements AutoCloseable {

  private final Connection connection;
  private final Runnable evict;
  private final Runnable release;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Cancel running;
  private boolean stopped;
  private Runnable also = () -> {};

  PostgresSession(Connection connection, Runnable evict, Runnable release) {
    this.connection = connection;
    this.evict = evict;
    this.release = release;
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  /** Stops what runs on the server. */
  @FunctionalInterface
  public interface Cancel {
    /** Stops it. */
    void cancel() throws SQLException;
  }

  /**
   * Tells what {@link #cancel} has to stop; null for nothing.
   *
   * @throws SQLException when the session was cancelled before
   */
  public void running(@Nullable Cancel cancel) throws SQLException {
    lock.lock();
    try {
      running = cancel;
      if (stopped && cancel != null) {
        throw new SQLException("cancelled", "57014");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells what else {@link #cancel} has to stop: where the rows come from that are written here.
   */
  public void alsoCancel(Runnable other) {
    lock.lock();
    try {
      also = other;
    } finally {
      lock.unlock();
    }
  }

  /** Stops what runs, from any thread; nothing runs on this session afterwards. */
  public void cancel() {
    lock.lock();
    try {
      stopped = true;
      also.run();
      if (running != null) {
        running.cancel();
      }
    } catch (SQLException e) {
      // it had ended, or the connection is gone: both are what was asked for
    } finally {
      lock.unlock();
    }
  }

  /** Whether a transaction is open on the server. */
  public boolean inTransaction() throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      reset();
    } finally {
      release.run();
    }
  }

  private void reset() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (inTransaction()) {
        statement.execute("ROLLBACK");
      }
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      statement.execute("DISCARD ALL");
    } catch (SQLException e) {
      // what cannot be reset is not given to another call
      evict.run();
    }
  }
}
