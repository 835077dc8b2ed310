package io.noetl.camel.component.python.duckdb;

import java.lang.reflect.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * The count of {@code CREATE TABLE … AS}. DuckDB tells it, but its driver takes that statement for
 * one that gives nothing and keeps the row to itself.
 */
final class KeptResult {
  private static final String FIELD = "selectResult";

  private KeptResult() {}

  /** The count; null where the statement has none. */
  static @Nullable Long count(Statement statement) throws SQLException {
    return statement.isWrapperFor(DuckDBPreparedStatement.class)
            && rows(statement.unwrap(DuckDBPreparedStatement.class)) instanceof ResultSet rows
            && rows.next()
        ? (Long) rows.getLong(1)
        : null;
  }

  private static @Nullable Object rows(DuckDBPreparedStatement statement) {
    try {
      Field field = DuckDBPreparedStatement.class.getDeclaredField(FIELD);
      field.setAccessible(true);
      return field.get(statement);
    } catch (NoSuchFieldException | IllegalAccessException e) {
      return null;
    }
  }
}
