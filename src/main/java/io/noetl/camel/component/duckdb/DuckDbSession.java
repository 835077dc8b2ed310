package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.sql.JdbcStatements;
import io.noetl.camel.component.sql.SqlAnswer;
import io.noetl.camel.component.sql.SqlParameterValues;
import io.noetl.camel.component.sql.SqlRows;
import io.noetl.camel.component.sql.SqlSession;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A connection for one message; its statements run by camel-jdbc. */
final class DuckDbSession implements SqlSession {
  private final OpenedDuckDb database;
  private final StoppableConnection connection;
  private final JdbcStatements jdbc;
  private final int maxRows;
  private volatile boolean cancelled;

  DuckDbSession(CamelContext context, OpenedDuckDb database, int maxRows) {
    this.database = database;
    this.connection = new StoppableConnection(database.connection());
    this.maxRows = maxRows;
    this.jdbc =
        new JdbcStatements(
            context, connection.connection(), DuckDbSession::bind, this::rows, Map.of());
  }

  @Override
  public Connection connection() {
    return database.connection();
  }

  @Override
  public void run(List<SqlStatement> statements, SqlParameterValues values, SqlAnswer answer)
      throws Exception {
    for (SqlStatement statement : statements) {
      if (cancelled) {
        throw new SQLException("INTERRUPT Error: Interrupted!");
      }
      database.check(statement);
      JdbcSql bound =
          JdbcSql.of(statement.text(), statement.alone(), parameters(statement, values));
      database.call(
          () -> {
            run(bound, answer);
            return answer;
          });
    }
  }

  private void run(JdbcSql bound, SqlAnswer answer) throws SQLException {
    try {
      jdbc.run(bound.sql(), bound.values(), answer);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only what the statement asks for: DuckDB refuses values that have no place. */
  private static Map<String, SqlParameter> parameters(
      SqlStatement statement, SqlParameterValues values) {
    Map<String, SqlParameter> parameters = new LinkedHashMap<>();
    boolean positional = false;
    for (SqlStatement.Placeholder placeholder : statement.placeholders()) {
      positional |= placeholder.name().matches("\\d*");
      if (values.map().containsKey(placeholder.name())) {
        parameters.put(placeholder.name(), SqlParameter.of(values.map().get(placeholder.name())));
      }
    }
    for (int i = 0; positional && i < values.list().size(); i++) {
      parameters.put(String.valueOf(i + 1), SqlParameter.of(values.list().get(i)));
    }
    return parameters;
  }

  private static void bind(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }

  private SqlRows rows(ResultSet result) throws SQLException {
    return DuckDbResult.read(result, maxRows);
  }

  @Override
  public void cancel() throws SQLException {
    cancelled = true;
    connection.cancel();
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
