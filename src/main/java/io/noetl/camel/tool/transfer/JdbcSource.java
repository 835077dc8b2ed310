package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.snowflake.SnowflakeConnector;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The rows of a query of Snowflake, as the driver's text of each value. */
final class JdbcSource implements TransferSource {

  private final SnowflakeConnector connector;
  private final ToolCall side;
  private final String query;
  private final int chunk;
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

  JdbcSource(SnowflakeConnector connector, ToolCall side, String query, int chunk) {
    this.connector = connector;
    this.side = side;
    this.query = query;
    this.chunk = chunk;
  }

  @Override
  public long read(Sink sink) throws SQLException, IOException, ToolFailure, InterruptedException {
    try (Connection connection = connector.connect(side);
        Statement statement = connection.createStatement()) {
      running.set(statement);
      statement.setFetchSize(chunk);
      try (ResultSet rows = statement.executeQuery(query)) {
        JdbcRows read = new JdbcRows(rows);
        return sink.take(read.columns(), read);
      }
    }
  }

  @Override
  public void cancel() {
    try {
      Statement statement = running.get();
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) {
      // it had ended: that is what was asked for
    }
  }
}
