package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.PostgresPools;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresSession;
import io.noetl.camel.tool.postgres.PostgresTarget;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, read by a cursor: so many at a time as a chunk has. The connection belongs
 * to no pool, so that transfers within one database cannot wait for each other.
 */
final class PostgresSource implements TransferSource {

  private final PostgresPools pools;
  private final PostgresTarget target;
  private final String query;
  private final int chunk;
  private final AtomicReference<@Nullable PostgresSession> open = new AtomicReference<>();

  PostgresSource(PostgresPools pools, PostgresTarget target, String query, int chunk) {
    this.pools = pools;
    this.target = target;
    this.query = query;
    this.chunk = chunk;
  }

  @Override
  public long read(Sink sink) throws SQLException, IOException, ToolFailure, InterruptedException {
    try (PostgresSession session = session()) {
      open.set(session);
      session.connection().setAutoCommit(false);
      try (Statement statement = session.connection().createStatement();
          ResultSet rows = query(session, statement)) {
        JdbcRows read = new JdbcRows(rows);
        return sink.take(read.columns(), read);
      }
    }
  }

  private PostgresSession session() throws ToolFailure {
    try {
      return pools.openAlone(target);
    } catch (SQLException e) {
      throw PostgresRunner.failure(target, e);
    }
  }

  private ResultSet query(PostgresSession session, Statement statement) throws ToolFailure {
    try {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(chunk);
      session.running(statement::cancel);
      return statement.executeQuery(query);
    } catch (SQLException e) {
      throw PostgresRunner.failure(target, e);
    }
  }

  @Override
  public void cancel() {
    PostgresSession session = open.get();
    if (session != null) {
      session.cancel();
    }
  }
}
