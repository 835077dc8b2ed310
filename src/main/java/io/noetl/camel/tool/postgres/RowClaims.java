package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ClaimRecord;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.BoundSql;
import io.noetl.camel.tool.sql.SqlParameters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Claims of cursors. The statements run in one transaction; their rows are recorded, with the
 * transaction's id, and only then is it committed. Whoever finds a record later asks the database
 * what became of that transaction: so no claimed row is lost, and none runs that is not claimed.
 */
final class RowClaims {
  private final PostgresTargets targets;
  private final PostgresRunner runner;

  RowClaims(PostgresTargets targets, PostgresRunner runner) {
    this.targets = targets;
    this.runner = runner;
  }

  Outcome claim(ToolCall call, ClaimRecord claims) throws InterruptedException {
    try {
      String sql = String.valueOf(call.config().get("claim"));
      CallFields fields = new CallFields(call.config());
      List<BoundSql> statements =
          SqlParameters.bind(
              SqlCommands.of(Map.of("command", sql)).statements(),
              fields.first("params", "parameters"));
      Turn turn = new Turn(call, statements, claims);
      Outcome outcome = run(call, fields, turn);
      if (outcome instanceof Outcome.Done && !turn.gave && claims.owner() > 1) {
        turn.alone = true;
        return run(call, fields, turn);
      }
      return outcome;
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  private Outcome run(ToolCall call, CallFields fields, Turn turn)
      throws InterruptedException, ToolFailure {
    return runner.run(
        targets.of(call), fields.seconds("timeout", PostgresRunner.UNBOUNDED), turn::run);
  }

  /**
   * One claim. Its transaction holds a lock with the number of the execution's owner. An owner that
   * finds no rows claims again, alone: with the locks of all owners before. So a row that one of
   * them, stopped in the middle, has locked and gives back is not taken for none.
   */
  private static final class Turn {
    private final ToolCall call;
    private final List<BoundSql> statements;
    private final ClaimRecord claims;
    private boolean alone;
    private boolean gave;

    private Turn(ToolCall call, List<BoundSql> statements, ClaimRecord claims) {
      this.call = call;
      this.statements = statements;
      this.claims = claims;
    }

    Outcome run(PostgresSession session) throws SQLException {
      session.connection().setAutoCommit(false);
      lock(session, "pg_advisory_xact_lock_shared", LongStream.of(claims.owner()));
      if (alone) {
        lock(session, "pg_advisory_xact_lock", LongStream.range(1, claims.owner()));
      }
      return new CommandRun(session, call, "claim", PostgresTool.MAX_ROWS)
          .together(
              statements,
              result -> {
                List<?> rows = rows(result);
                gave = !rows.isEmpty();
                if (gave) {
                  claims.record(rows, transaction(session));
                }
              });
    }

    private void lock(PostgresSession session, String function, LongStream owners)
        throws SQLException {
      String name = "noetl claim " + call.origin().executionId() + "/" + call.origin().step() + "/";
      try (PreparedStatement statement =
          session
              .connection()
              .prepareStatement(
                  "SELECT "
                      + function
                      + "(hashtextextended(name, 0)) FROM unnest(?) WITH ORDINALITY AS o (name, n)"
                      + " ORDER BY n")) {
        statement.setArray(
            1,
            session
                .connection()
                .createArrayOf("text", owners.mapToObj(owner -> name + owner).toArray()));
        statement.execute();
      }
    }
  }

  /** The rows of the last statement that has any. */
  private static List<?> rows(@Nullable Object result) {
    List<?> rows = List.of();
    if (result instanceof Map<?, ?> commands) {
      for (Object command : commands.values()) {
        if (command instanceof Map<?, ?> map && map.get("rows") instanceof List<?> found) {
          rows = found;
        }
      }
    }
    return rows;
  }

  private static @Nullable String transaction(PostgresSession session) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery("SELECT txid_current_if_assigned()")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Whether a transaction was committed. One that is still open is waited for. */
  boolean stands(ToolCall call, String transaction) throws InterruptedException, ToolFailure {
    while (true) {
      String status =
          runner.run(
              targets.of(call), PostgresRunner.UNBOUNDED, session -> status(session, transaction));
      if (!status.equals("in progress")) {
        // Of a transaction that is older than its records nobody knows: its rows run again.
        return !status.equals("aborted");
      }
      Thread.sleep(100);
    }
  }

  private static String status(PostgresSession session, String transaction) throws SQLException {
    try (PreparedStatement statement =
        session
            .connection()
            .prepareStatement("SELECT coalesce(txid_status(?::bigint), 'forgotten')")) {
      statement.setString(1, transaction);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
