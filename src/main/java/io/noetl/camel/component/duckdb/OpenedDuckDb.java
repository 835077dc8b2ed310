package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.duckdb.gate.ConnectGate;
import io.noetl.camel.component.duckdb.gate.ConnectRule;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a DuckDB database, and where the database may connect to. What is done with the
 * connection is done in {@link #call}.
 */
public final class OpenedDuckDb implements AutoCloseable {
  private final Connection connection;

  /** What native code says where the gate refused it, in a thread that is nobody's. */
  private static final String REFUSED_BY_GATE = "Permission denied";

  private static final String CURE =
      " (outgoing calls may not go there; an operator can list addresses in"
          + " noetl.outbound.allowed)";

  private final @Nullable DuckDbReach reach;
  private final FileRule files;
  private final ConnectRule rule;
  private final Runnable closed;
  private final AtomicInteger users;

  /**
   * @param reach where it may connect to; null for one that connects as it likes
   * @param files which files its SQL may use
   * @param closed runs once the connection is closed, and all others to the same database
   */
  OpenedDuckDb(
      Connection connection, @Nullable DuckDbReach reach, FileRule files, Runnable closed) {
    this(connection, reach, files, closed, new AtomicInteger());
  }

  private OpenedDuckDb(
      Connection connection,
      @Nullable DuckDbReach reach,
      FileRule files,
      Runnable closed,
      AtomicInteger users) {
    this.connection = connection;
    this.reach = reach;
    this.rule = reach == null ? new OpenReach() : reach;
    this.files = files;
    this.closed = closed;
    this.users = users;
    users.incrementAndGet();
    if (reach == null) {
      ConnectGate.ofProcess().add(rule);
    }
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  @Nullable DuckDbReach reach() {
    return reach;
  }

  /**
   * Does something with the connection.
   *
   * @throws SQLException what DuckDB says, and where it could not connect why it may not
   */
  public <T extends @Nullable Object> T call(ConnectGate.Work<T> work) throws SQLException {
    try {
      return ConnectGate.ofProcess().call(rule, work);
    } catch (SQLException e) {
      throw reach == null ? e : explained(e, reach.lastRefusal());
    }
  }

  private static SQLException explained(SQLException error, @Nullable String refusal) {
    if (refusal != null) {
      return new ConnectionRefusedException(refusal, error);
    }
    String message = DuckDbErrors.message(error);
    return message.contains(REFUSED_BY_GATE)
        ? new ConnectionRefusedException(message.lines().findFirst().orElse("") + CURE, error)
        : error;
  }

  /**
   * Checks a statement before it is run.
   *
   * @throws SQLException when it may not run on this database
   */
  public void check(SqlStatement statement) throws SQLException {
    InstallRule.check(statement);
    files.check(statement);
  }

  /** Another connection to the same database. */
  public OpenedDuckDb another() throws SQLException {
    Connection second = connection.unwrap(DuckDBConnection.class).duplicate();
    return new OpenedDuckDb(second, reach, files, closed, users);
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } finally {
      if (reach == null) {
        ConnectGate.ofProcess().remove(rule);
      }
      if (users.decrementAndGet() == 0) {
        closed.run();
      }
    }
  }

  /** A statement that failed, in which a connection was refused. */
  static final class ConnectionRefusedException extends SQLException {
    private static final long serialVersionUID = 1L;

    ConnectionRefusedException(String refusal, SQLException cause) {
      super("Permission Error: " + refusal, cause);
    }
  }
}
