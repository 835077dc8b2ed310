package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.SqlWork;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.BoundSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one call and collects {@code command_0}, {@code command_1}, …. */
final class CommandRun {

  private final PostgresSession session;
  private final StatementRunner runner;
  private final ToolCall.Origin origin;
  private final SqlWork work;
  private final int firstLine;
  private final Map<String, @Nullable Object> results = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private String errorType = "SqlError";

  CommandRun(PostgresSession session, ToolCall call, String field, int maxRows) {
    this.session = session;
    this.runner = new StatementRunner(session, maxRows, call.log());
    this.origin = call.origin();
    this.work = call.sql();
    this.firstLine = origin.lines().of(field);
  }

  /**
   * Each statement in a transaction of its own.
   *
   * @param stops whether none runs behind one that failed
   */
  Outcome separately(List<BoundSql> statements, boolean stops) throws SQLException {
    for (int i = 0; i < statements.size(); i++) {
      run(i, statements.get(i));
      int left = statements.size() - 1 - i;
      if (stops && !errors.isEmpty() && left > 0) {
        errors.add("on_error: stop: %d more did not run".formatted(left));
        break;
      }
    }
    if (session.inTransaction()) {
      errors.add(
          "a transaction was begun and not ended, and has been rolled back:"
              + " end it with COMMIT, or use 'transaction: true'");
    }
    return outcome();
  }

  /** All statements in one transaction, undone by the first error. */
  Outcome together(List<BoundSql> statements) throws SQLException {
    return together(statements, result -> {});
  }

  /** What is written with the statements, in their transaction. */
  @FunctionalInterface
  interface AlongWith {
    void write(@Nullable Object result) throws SQLException;
  }

  /** As together; what is written along stands if the statements do. */
  Outcome together(List<BoundSql> statements, AlongWith with) throws SQLException {
    session.connection().setAutoCommit(false);
    for (int i = 0; i < statements.size() && errors.isEmpty(); i++) {
      run(i, statements.get(i));
    }
    Outcome outcome = outcome();
    if (outcome instanceof Outcome.Done done) {
      with.write(done.result());
      session.connection().commit();
    } else {
      session.connection().rollback();
    }
    return outcome;
  }

  private void run(int index, BoundSql sql) {
    String name = "command_" + index;
    long begun = System.nanoTime();
    SqlWork.@Nullable Failure failure = null;
    try {
      results.put(name, runner.run(sql));
    } catch (SQLException e) {
      failure =
          new SqlWork.Failure(
              SqlErrors.type(e),
              SqlErrors.describe(e, sql.statement(), origin.file(), firstLine),
              SqlErrors.state(e));
    } catch (ToolFailure e) {
      failure = new SqlWork.Failure(e.error().type(), e.error().message(), null);
    }
    work.ran(sql.statement().keyword(), sql.statement()::text, begun, failure);
    if (failure != null) {
      failed(name, failure.type(), failure.message());
    }
  }

  private void failed(String name, String type, String message) {
    if (errors.isEmpty()) {
      errorType = type;
    }
    errors.add(name + ": " + message);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", "error");
    result.put("message", message);
    results.put(name, result);
  }

  private Outcome outcome() {
    return errors.isEmpty()
        ? new Outcome.Done(results)
        : new Outcome.Failed(ToolError.of("TL0306", errorType, String.join("; ", errors)), results);
  }
}
