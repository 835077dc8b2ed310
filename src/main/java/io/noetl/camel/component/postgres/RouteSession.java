package io.noetl.camel.component.postgres;

import io.noetl.camel.component.sql.JdbcStatements;
import io.noetl.camel.component.sql.SqlAnswer;
import io.noetl.camel.component.sql.SqlParameterValues;
import io.noetl.camel.component.sql.SqlRows;
import io.noetl.camel.component.sql.SqlSession;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.ClientCopy;
import io.noetl.camel.tool.postgres.ParameterBinder;
import io.noetl.camel.tool.postgres.ResultRows;
import io.noetl.camel.tool.sql.BoundSql;
import io.noetl.camel.tool.sql.SqlParameters;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.postgresql.PGConnection;

/** A connection for one message; its statements run by camel-jdbc. */
final class RouteSession implements SqlSession {

  // datatype mismatch, no such operator or function, indeterminate type
  private static final Set<String> TYPE_ERRORS = Set.of("42804", "42883", "42P18");

  private final Connection connection;
  private final JdbcStatements typed;
  private final JdbcStatements untyped;
  private final int maxRows;
  private volatile boolean cancelled;

  RouteSession(CamelContext context, Connection connection, int maxRows) {
    this.connection = connection;
    this.maxRows = maxRows;
    this.typed = statements(context, true);
    this.untyped = statements(context, false);
  }

  /** JDBC's escapes are off: braces are PostgreSQL's own. */
  private JdbcStatements statements(CamelContext context, boolean types) {
    return new JdbcStatements(
        context,
        connection,
        (statement, values) -> ParameterBinder.bind(statement, values, types),
        this::rows,
        Map.of("escapeProcessing", false));
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void run(List<SqlStatement> statements, SqlParameterValues values, SqlAnswer answer)
      throws Exception {
    for (BoundSql bound : bound(statements, values)) {
      if (cancelled) {
        throw new SQLException("cancelled", "57014");
      }
      run(bound, answer);
    }
  }

  private static List<BoundSql> bound(List<SqlStatement> statements, SqlParameterValues values)
      throws SQLException {
    boolean positional =
        statements.stream()
            .flatMap(statement -> statement.placeholders().stream())
            .anyMatch(placeholder -> placeholder.name().matches("\\d*"));
    try {
      for (SqlStatement statement : statements) {
        ClientCopy.refuse(statement.text());
      }
      return SqlParameters.bind(
          statements, positional && !values.list().isEmpty() ? values.list() : values.map());
    } catch (ToolFailure e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  /** A number for a text column, say: the server finds the types when it is asked again. */
  private void run(BoundSql bound, SqlAnswer answer) throws Exception {
    boolean together = !connection.getAutoCommit() && !bound.values().isEmpty();
    Savepoint before = together ? connection.setSavepoint() : null;
    try {
      typed.run(bound.jdbc(), bound.values(), answer);
    } catch (SQLException e) {
      if (bound.values().isEmpty() || !TYPE_ERRORS.contains(e.getSQLState())) {
        throw e;
      }
      if (before != null) {
        connection.rollback(before);
      }
      untyped.run(bound.jdbc(), bound.values(), answer);
    }
  }

  private SqlRows rows(ResultSet result) throws SQLException, ToolFailure {
    ResultRows read = ResultRows.read(result, maxRows);
    return new SqlRows(read.columns(), read.rows());
  }

  @Override
  public void cancel() throws SQLException {
    cancelled = true;
    connection.unwrap(PGConnection.class).cancelQuery();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
