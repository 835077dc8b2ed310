package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ClaimRecord;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.sql.BoundSql;
import io.noetl.camel.tool.sql.SqlParameters;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The postgres tool: {@code command} (or one of its other spellings) on the database of {@code
 * auth}, with {@code params} bound.
 *
 * <p>Result: {@code {command_0: {status: success, rows, row_count, columns} | {status, row_count,
 * message}, command_1: …}}, rows as maps. Each statement has a transaction of its own and a failed
 * one does not stop those after it, unless {@code on_error: stop}, {@code transaction: true} or
 * {@code exactly_once: true} ({@link StepEffects}); any error fails the step, with all the results.
 *
 * <p>It is plain JDBC on a pool rather than camel-jdbc: one session for all statements of a call
 * (temporary tables, {@code SET}), one result for each statement, untyped parameters, the server's
 * text of each value, and cancelling a statement from outside are each out of a {@code jdbc:}
 * endpoint's reach, which takes one statement a message and a connection a statement.
 */
public final class PostgresTool implements Tool {

  /** Most rows that one statement may give back. */
  public static final int MAX_ROWS = 1_000_000;

  private final PostgresTargets targets;
  private final PostgresRunner runner;
  private final StepEffects effects;
  private final RowClaims claims;

  public PostgresTool(PostgresTargets targets, PostgresRunner runner, StepEffects effects) {
    this.targets = targets;
    this.runner = runner;
    this.effects = effects;
    this.claims = new RowClaims(targets, runner);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("postgres");
  }

  @Override
  public boolean runsAnywhere() {
    return true;
  }

  @Override
  public Outcome claim(ToolCall call, ClaimRecord record) throws InterruptedException {
    return claims.claim(call, record);
  }

  @Override
  public boolean stands(ToolCall call, String transaction)
      throws InterruptedException, ToolFailure {
    return claims.stands(call, transaction);
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      SqlCommands commands = SqlCommands.of(call.config());
      CallFields fields = new CallFields(call.config());
      Object params = fields.first("params", "parameters");
      List<BoundSql> statements = SqlParameters.bind(commands.statements(), params);
      boolean once = fields.flag("exactly_once", false);
      boolean together = fields.flag("transaction", false);
      boolean stops = "stop".equals(fields.text("on_error"));
      Duration timeout = fields.seconds("timeout", PostgresRunner.UNBOUNDED);
      return runner.run(
          targets.of(call),
          timeout,
          session -> {
            CommandRun run = new CommandRun(session, call, commands.field(), MAX_ROWS);
            if (once) {
              return effects.once(session, call, run, statements);
            }
            return together ? run.together(statements) : run.separately(statements, stops);
          });
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }
}
