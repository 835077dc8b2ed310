package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.sql.BoundSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements whose effect stands once, however often their step runs ({@code exactly_once: true}).
 * Their transaction also writes the call's idempotency key and result into {@code
 * noetl.step_effect}; a call that finds its key there takes the result and runs nothing. Of two at
 * a time, the second waits for the first at the key. So the database must be the engine's own.
 */
public final class StepEffects {
  private static final Pattern FIRST_WORDS = Pattern.compile("([a-z]+)(?:\\s+([a-z]+))?");
  private static final Set<String> ENDS =
      Set.of("begin", "start", "commit", "end", "abort", "rollback");

  /** No such schema, table or column; no right to it. */
  private static final Set<String> NOT_HERE = Set.of("3F000", "42P01", "42703", "42501");

  private final BiFunction<String, @Nullable Object, @Nullable Object> seal;
  private final BiFunction<String, @Nullable Object, @Nullable Object> open;

  /**
   * Effects.
   *
   * @param seal what to write for a result, by the record's name: secrets in it are encrypted
   * @param open the result that was written
   */
  public StepEffects(
      BiFunction<String, @Nullable Object, @Nullable Object> seal,
      BiFunction<String, @Nullable Object, @Nullable Object> open) {
    this.seal = seal;
    this.open = open;
  }

  /** Runs the statements and commits them with their result, unless that has been done. */
  Outcome once(PostgresSession session, ToolCall call, CommandRun run, List<BoundSql> statements)
      throws SQLException, ToolFailure {
    for (BoundSql sql : statements) {
      refuseEnd(sql);
    }
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    if (!claim(connection, call)) {
      return new Outcome.Done(recorded(connection, call));
    }
    return run.together(statements, result -> record(connection, call, result));
  }

  private static void refuseEnd(BoundSql sql) throws ToolFailure {
    Matcher words = FIRST_WORDS.matcher(sql.statement().text().toLowerCase(Locale.ROOT));
    if (!words.lookingAt()) {
      return;
    }
    boolean ends = ENDS.contains(words.group(1)) && !words.group().matches("rollback\\s+to");
    if (ends || words.group().matches("prepare\\s+transaction")) {
      throw new ToolFailure(
          "TL0310",
          "TransactionControl",
          "exactly_once: %s (line %d) would begin or end the transaction that makes the effect stand once. Leave it out."
              .formatted(words.group().toUpperCase(Locale.ROOT), sql.statement().line()));
    }
  }

  private static boolean claim(Connection connection, ToolCall call)
      throws SQLException, ToolFailure {
    String sql =
        "INSERT INTO noetl.step_effect (execution_id, effect_key) VALUES (?, ?) ON CONFLICT DO"
            + " NOTHING";
    try (PreparedStatement insert = keyed(connection, sql, 1, call)) {
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      if (NOT_HERE.contains(String.valueOf(e.getSQLState()))) {
        throw new ToolFailure(
            "TL0311",
            "NotTheEnginesDatabase",
            "exactly_once: the database must be the one that this server keeps its executions in,"
                + " and the user must be able to read and write noetl.step_effect there: "
                + SqlErrors.describe(e)
                + ". Elsewhere make the statements themselves idempotent, with {{"
                + " job.idempotency_key }}.");
      }
      throw e;
    }
  }

  private @Nullable Object recorded(Connection connection, ToolCall call) throws SQLException {
    String sql = "SELECT result FROM noetl.step_effect WHERE execution_id = ? AND effect_key = ?";
    try (PreparedStatement select = keyed(connection, sql, 1, call);
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return open.apply(name(call), ToolJson.parseOrText(rows.getString(1)));
    }
  }

  private void record(Connection connection, ToolCall call, @Nullable Object result)
      throws SQLException {
    String sql =
        "UPDATE noetl.step_effect SET result = ?::json WHERE execution_id = ? AND effect_key = ?";
    try (PreparedStatement update = keyed(connection, sql, 2, call)) {
      update.setString(1, ToolJson.write(seal.apply(name(call), result)));
      update.executeUpdate();
    }
  }

  private static PreparedStatement keyed(Connection connection, String sql, int at, ToolCall call)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setLong(at, call.origin().executionId());
    statement.setString(at + 1, call.idempotencyKey());
    return statement;
  }

  private static String name(ToolCall call) {
    return "effect:" + call.idempotencyKey();
  }
}
