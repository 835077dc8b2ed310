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
import java.util.stream.IntStream;
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
    try (Connection connection = connector.connect(side)) {
      connection.setAutoCommit(false);
      if (spec.mode() == WriteMode.REPLACE) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DELETE FROM " + table);
        }
      }
      long count = write(connection, columns, key, rows);
      connection.commit();
      return count;
    }
  }

  /** Rows that name the same columns and follow each other share batches. */
  private long write(Connection connection, List<String> columns, List<String> key, RowSource rows)
      throws SQLException, IOException, ToolFailure {
    long count = 0;
    List<String> named = List.of();
    PreparedStatement statement = null;
    try {
      for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
        List<String> own = named(columns, row);
        if (statement == null || !own.equals(named)) {
          if (statement != null) {
            statement.executeBatch();
            statement.close();
          }
          named = own;
          statement = connection.prepareStatement(sql(own, key));
        }
        int at = 0;
        for (Object value : row) {
          if (!RowSource.isUnnamed(value)) {
            statement.setString(
                ++at,
                value instanceof PgRaw raw ? raw.text() : value == null ? null : value.toString());
          }
        }
        statement.addBatch();
        if (++count % spec.chunk() == 0) {
          statement.executeBatch();
        }
      }
      if (statement != null) {
        statement.executeBatch();
      }
    } finally {
      if (statement != null) {
        statement.close();
      }
    }
    return count;
  }

  private String sql(List<String> columns, List<String> key) {
    MergeSql sql = new MergeSql(table, columns, key);
    return spec.mode() == WriteMode.UPSERT && columns.containsAll(key) ? sql.merge() : sql.insert();
  }

  private static List<String> named(List<String> columns, List<@Nullable Object> row) {
    return IntStream.range(0, columns.size())
        .filter(place -> !RowSource.isUnnamed(row.get(place)))
        .mapToObj(columns::get)
        .toList();
  }
}
