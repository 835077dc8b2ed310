package io.noetl.camel.tool.snowflake;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.SqlWork;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.SqlCommands;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The snowflake tool.
 *
 * <p>Result: {@code {statement_0: {status, row_count, result, columns, query} | {status,
 * rows_affected, query}, …}}. Statements are independent; any error fails the step, with all the
 * results.
 */
public final class SnowflakeTool implements Tool {

  private final SnowflakeConnector connector;

  public SnowflakeTool(SnowflakeConnector connector) {
    this.connector = connector;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("snowflake");
  }

  @Override
  public boolean runsAnywhere() {
    return true;
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    AtomicReference<@Nullable Statement> running = new AtomicReference<>();
    try {
      SqlCommands commands = SqlCommands.of(call.config());
      return Interruptible.run(
          () -> run(call, commands.statements(), running),
          PostgresRunner.UNBOUNDED,
          thread -> cancel(thread, running.get()));
    } catch (ToolFailure e) {
      return e.outcome();
    } catch (SQLException e) {
      return Outcome.failed(
          ToolError.of("TL0704", "ConnectError", "cannot connect to Snowflake: " + e.getMessage()));
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome run(
      ToolCall call, List<SqlStatement> statements, AtomicReference<@Nullable Statement> running)
      throws SQLException, ToolFailure {
    Map<String, @Nullable Object> results = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    try (Connection connection = connector.connect(call)) {
      boolean stops = "stop".equals(call.config().get("on_error"));
      for (SqlStatement sql : statements) {
        if (stops && !errors.isEmpty()) {
          errors.add(
              "on_error: stop: %d more did not run".formatted(statements.size() - results.size()));
          break;
        }
        String name = "statement_" + results.size();
        long begun = System.nanoTime();
        SqlWork.@Nullable Failure failure = null;
        try (Statement statement = connection.createStatement()) {
          running.set(statement);
          results.put(name, run(statement, sql.text()));
        } catch (SQLException e) {
          failure =
              new SqlWork.Failure("SqlError", String.valueOf(e.getMessage()), e.getSQLState());
          errors.add("%s: %s (SQLSTATE %s)".formatted(name, e.getMessage(), e.getSQLState()));
          Map<String, @Nullable Object> result = new LinkedHashMap<>();
          result.put("status", "error");
          result.put("message", e.getMessage());
          result.put("query", sql.text());
          results.put(name, result);
        }
        call.sql().ran(sql.keyword(), sql::text, begun, failure);
      }
    }
    return errors.isEmpty()
        ? new Outcome.Done(results)
        : new Outcome.Failed(
            ToolError.of("TL0705", "SqlError", String.join("; ", errors)), results);
  }

  private static Map<String, @Nullable Object> run(Statement statement, String sql)
      throws SQLException {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", "success");
    if (statement.execute(sql)) {
      try (ResultSet set = statement.getResultSet()) {
        rows(set, result);
      }
    } else {
      result.put("rows_affected", Math.max(0L, statement.getUpdateCount()));
    }
    result.put("query", sql);
    return result;
  }

  private static void rows(ResultSet set, Map<String, @Nullable Object> result)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
      columns.add(set.getMetaData().getColumnLabel(i));
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (set.next()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), JdbcValues.toJson(set.getObject(i + 1)));
      }
      rows.add(row);
    }
    result.put("row_count", (long) rows.size());
    result.put("result", rows);
    result.put("columns", columns);
  }

  private static void cancel(Thread thread, @Nullable Statement running) {
    try {
      if (running == null) {
        thread.interrupt();
      } else {
        running.cancel();
      }
    } catch (SQLException e) {
      thread.interrupt();
    }
  }
}
