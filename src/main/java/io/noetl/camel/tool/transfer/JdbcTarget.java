package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.PgRaw;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.RowSource;
import io.noetl.camel.tool.postgres.WriteMode;
import io.noetl.camel.tool.snowflake.SnowflakeConnector;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of Snowflake, written in batches of one transaction. */
final class JdbcTarget implements TransferTarget {

  private final SnowflakeConnector connector;
  private final ToolCall side;
  private final TransferSpec spec;
  private final String table;

  JdbcTarget(SnowflakeConnector connector, ToolCall side, TransferSpec spec) throws ToolFailure {
    this.connector = connector;
    this.side = side;
    this.spec = spec;
    this.table = spec.target().required("transfer: target of type snowflake", "table");
    if (!table.matches("[\\w$]+(\\.[\\w$]+){0,2}")) {
      throw TransferSpec.wrong(
          "target.table: '%s' (expected: table, schema.table or database.schema.table)"
              .formatted(table));
    }
  }

  @Override
  public long write(TransferSource source) throws ToolFailure, InterruptedException {
    try {
      return Interruptible.run(
          () -> source.read(this::take), PostgresRunner.UNBOUNDED, _ -> source.cancel());
    } catch (InterruptedException | RuntimeException | ToolFailure e) {
      throw e;
    } catch (Exception e) {
      throw new ToolFailure("TL0502", "SqlError", "Transfer failed: " + e.getMessage());
    }
  }

  private long take(List<String> columns, RowSource rows)
      throws SQLException, IOException, ToolFailure {
    List<String> key = spec.key().isEmpty() ? columns.subList(0, 1) : spec.key();
    MergeSql sql = new MergeSql(table, columns, key);
    try (Connection connection = connector.connect(side)) {
      connection.setAutoCommit(false);
      if (spec.mode() == WriteMode.REPLACE) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DELETE FROM " + table);
        }
      }
      String statement = spec.mode() == WriteMode.UPSERT ? sql.merge() : sql.insert();
      long count = write(connection, statement, rows);
      connection.commit();
      return count;
    }
  }

  private long write(Connection connection, String sql, RowSource rows)
      throws SQLException, IOException, ToolFailure {
    long count = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
        for (int i = 0; i < row.size(); i++) {
          Object value = row.get(i);
          statement.setString(
              i + 1,
              value instanceof PgRaw raw ? raw.text() : value == null ? null : value.toString());
        }
        statement.addBatch();
        if (++count % spec.chunk() == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
    return count;
  }
}
