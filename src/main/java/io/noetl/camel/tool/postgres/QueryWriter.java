package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.BoundSql;
import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlParameters;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows by a statement that stores one of them, in one transaction: {@code :name} is the
 * value of a column.
 */
public final class QueryWriter {

  private static final int BATCH = 1000;

  private final PostgresSession session;

  public QueryWriter(PostgresSession session) {
    this.session = session;
  }

  /** Writes all rows and tells how many they were. */
  public long write(String query, List<String> columns, RowSource rows)
      throws SQLException, IOException, ToolFailure {
    List<SqlStatement> statements = SqlScript.parse(query, Dialect.POSTGRES);
    if (statements.size() != 1) {
      throw new ToolFailure(
          "TL0501",
          "ConfigError",
          "target.query: %d statements (expected: one, with :column for each value)"
              .formatted(statements.size()));
    }
    session.connection().setAutoCommit(false);
    long count = 0;
    PreparedStatement prepared = null;
    try {
      for (List<@Nullable Object> row = rows.next(); row != null; row = rows.next()) {
        BoundSql sql = SqlParameters.bind(statements, map(columns, row)).getFirst();
        if (prepared == null) {
          prepared = session.connection().prepareStatement(sql.jdbc());
          session.running(prepared::cancel);
        }
        ParameterBinder.bind(prepared, sql.values(), false);
        prepared.addBatch();
        if (++count % BATCH == 0) {
          prepared.executeBatch();
        }
      }
      if (prepared != null) {
        prepared.executeBatch();
      }
      session.connection().commit();
      return count;
    } finally {
      session.running(null);
      if (prepared != null) {
        prepared.close();
      }
    }
  }

  private static Map<String, @Nullable Object> map(
      List<String> columns, List<@Nullable Object> row) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.get(i);
      map.put(
          columns.get(i),
          value instanceof PgRaw raw ? raw.text() : RowSource.isUnnamed(value) ? null : value);
    }
    return map;
  }
}
