package io.noetl.camel.component.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs statements on a connection; another thread may stop them. */
final class DuckDbRun {
  private final Connection connection;
  private final DuckDbResult result;
  private volatile @Nullable Statement running;
  private volatile boolean stopped;

  DuckDbRun(Connection connection, DuckDbResult result) {
    this.connection = connection;
    this.result = result;
  }

  /** Runs one statement whose result nobody wants: LOAD, CREATE SECRET. */
  void prepare(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Runs one statement and takes its result.
   *
   * @param params what {@code params} of the step holds: a list, a map or null
   */
  void execute(SqlText.Statement sql, @Nullable Object params) throws SQLException {
    BoundSql bound = BoundSql.of(sql.text(), sql.alone(), parameters(sql, params));
    try (PreparedStatement statement = connection.prepareStatement(bound.sql())) {
      running = statement;
      if (stopped) {
        throw new SQLException("INTERRUPT Error: Interrupted!");
      }
      for (int i = 0; i < bound.values().size(); i++) {
        statement.setObject(i + 1, bound.values().get(i));
      }
      if (statement.execute()) {
        try (var rows = statement.getResultSet()) {
          result.rows(rows);
        }
      } else {
        result.changed(statement.getLargeUpdateCount());
      }
    } finally {
      running = null;
    }
  }

  /** A list serves each statement that has placeholders; of a map each takes what it names. */
  private static Map<String, SqlParameter> parameters(
      SqlText.Statement sql, @Nullable Object params) {
    Map<String, SqlParameter> parameters = new LinkedHashMap<>();
    if (params instanceof Map<?, ?> map) {
      for (SqlText.Placeholder placeholder : sql.placeholders()) {
        if (map.containsKey(placeholder.name())) {
          parameters.put(placeholder.name(), SqlParameter.of(map.get(placeholder.name())));
        }
      }
    } else if (params instanceof List<?> list && !sql.placeholders().isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        parameters.put(String.valueOf(i + 1), SqlParameter.of(list.get(i)));
      }
    }
    return parameters;
  }

  /** Stops what runs, and what would run next. */
  void stop() {
    stopped = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // it has just ended
      }
    }
  }
}
