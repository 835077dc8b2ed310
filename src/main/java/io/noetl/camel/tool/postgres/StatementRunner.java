package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.BoundSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs one statement. The result is {@code {status, rows, row_count, columns}} where it has rows
 * and {@code {status, row_count, message}} where it has none. Notices go to the step's log.
 */
final class StatementRunner {

  // datatype mismatch, no such operator or function, indeterminate type
  private static final Set<String> TYPE_ERRORS = Set.of("42804", "42883", "42P18");

  private final PostgresSession session;
  private final int maxRows;
  private final StepLog log;

  StatementRunner(PostgresSession session, int maxRows, StepLog log) {
    this.session = session;
    this.maxRows = maxRows;
    this.log = log;
  }

  Map<String, @Nullable Object> run(BoundSql sql) throws SQLException, ToolFailure {
    ClientCopy.refuse(sql.jdbc());
    if (sql.values().isEmpty()) {
      try (Statement statement = session.connection().createStatement()) {
        statement.setEscapeProcessing(false);
        return result(statement, () -> statement.execute(sql.jdbc()));
      }
    }
    Connection connection = session.connection();
    Savepoint savepoint = connection.getAutoCommit() ? null : connection.setSavepoint();
    try {
      return runBound(sql, true);
    } catch (SQLException e) {
      if (!TYPE_ERRORS.contains(e.getSQLState())) {
        throw e;
      }
      // a number for a text column, say: let the server find the types of all values
      if (savepoint != null) {
        connection.rollback(savepoint);
      }
      return runBound(sql, false);
    }
  }

  private Map<String, @Nullable Object> runBound(BoundSql sql, boolean typed)
      throws SQLException, ToolFailure {
    try (PreparedStatement statement = session.connection().prepareStatement(sql.jdbc())) {
      ParameterBinder.bind(statement, sql.values(), typed);
      return result(statement, statement::execute);
    }
  }

  private Map<String, @Nullable Object> result(Statement statement, Execution execution)
      throws SQLException, ToolFailure {
    session.running(statement::cancel);
    try {
      boolean rows = execution.execute();
      logNotices(statement);
      return rows ? rows(statement) : count(statement);
    } finally {
      session.running(null);
    }
  }

  private Map<String, @Nullable Object> rows(Statement statement) throws SQLException, ToolFailure {
    try (ResultSet set = statement.getResultSet()) {
      ResultRows read = ResultRows.read(set, maxRows);
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      result.put("status", "success");
      result.put("rows", read.rows());
      result.put("row_count", (long) read.rows().size());
      result.put("columns", read.columns());
      return result;
    }
  }

  private static Map<String, @Nullable Object> count(Statement statement) throws SQLException {
    long count = Math.max(0, statement.getLargeUpdateCount());
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", "success");
    result.put("row_count", count);
    result.put("message", count == 1 ? "1 row affected" : count + " rows affected");
    return result;
  }

  private void logNotices(Statement statement) throws SQLException {
    for (SQLWarning notice = statement.getWarnings();
        notice != null;
        notice = notice.getNextWarning()) {
      log.line(StepLog.Stream.STDERR, String.valueOf(notice.getMessage()));
    }
  }

  @FunctionalInterface
  private interface Execution {
    boolean execute() throws SQLException;
  }
}
