package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements on a connection; another thread may stop them. */
final class DuckDbRun {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbRun.class);

  /** What may stand behind CREATE TABLE AS. */
  private static final Set<String> QUERIES = Set.of("SELECT", "FROM", "WITH", "VALUES", "TABLE");

  private final OpenedDuckDb database;
  private final DuckDbResult result;
  private final String step;
  private final WarmDatabases warm;
  private volatile @Nullable Statement running;
  private volatile boolean stopped;

  /**
   * Makes a run.
   *
   * @param result takes what statements give
   * @param step the step's name, for the tables of rows that are too many for its result
   * @param warm is told what was loaded
   */
  DuckDbRun(OpenedDuckDb database, DuckDbResult result, String step, WarmDatabases warm) {
    this.database = database;
    this.result = result;
    this.step = step;
    this.warm = warm;
  }

  /** Runs one statement whose result nobody wants: LOAD, CREATE SECRET. */
  void prepare(String sql) throws SQLException {
    database.call(
        () -> {
          try (Statement statement = database.connection().createStatement()) {
            return statement.execute(sql);
          }
        });
    warm.ran(sql);
  }

  /**
   * Runs one statement and takes its result.
   *
   * @param params what {@code params} of the step holds: a list, a map or null
   */
  void execute(SqlStatement sql, @Nullable Object params) throws SQLException {
    database.check(sql);
    JdbcSql bound = JdbcSql.of(sql.text(), sql.alone(), parameters(sql, params));
    database.call(() -> run(bound));
    warm.ran(sql.text());
    if (result.isTruncated() && QUERIES.contains(sql.keyword())) {
      database.call(() -> keepAll(bound));
    }
  }

  private DuckDbRun run(JdbcSql bound) throws SQLException {
    try (PreparedStatement statement = database.connection().prepareStatement(bound.sql())) {
      if (start(statement, bound)) {
        try (var rows = statement.getResultSet()) {
          result.rows(rows);
        }
      } else {
        result.changed(statement.getLargeUpdateCount());
      }
    } finally {
      running = null;
    }
    return this;
  }

  private boolean start(PreparedStatement statement, JdbcSql bound) throws SQLException {
    running = statement;
    if (stopped) {
      throw new SQLException("INTERRUPT Error: Interrupted!");
    }
    for (int i = 0; i < bound.values().size(); i++) {
      statement.setObject(i + 1, bound.values().get(i));
    }
    return statement.execute();
  }

  /** Runs the query once more, into a table: only now is it known that its rows are too many. */
  private DuckDbRun keepAll(JdbcSql bound) throws SQLException {
    String table = "rows_of_" + step + "_" + result.executed();
    String create = "CREATE OR REPLACE TEMP TABLE \"" + table.replace("\"", "\"\"") + "\" AS ";
    try (PreparedStatement statement =
        database.connection().prepareStatement(create + bound.sql())) {
      start(statement, bound);
      result.kept(table);
    } catch (SQLException e) {
      if (stopped) {
        throw e;
      }
      LOG.debug("The rows are not kept in {}: {}", table, DuckDbErrors.message(e));
    } finally {
      running = null;
    }
    return this;
  }

  /** A list serves each statement that has placeholders; of a map each takes what it names. */
  private static Map<String, SqlParameter> parameters(SqlStatement sql, @Nullable Object params) {
    Map<String, SqlParameter> parameters = new LinkedHashMap<>();
    if (params instanceof Map<?, ?> map) {
      for (SqlStatement.Placeholder placeholder : sql.placeholders()) {
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
