package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.ToolCall;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Puts failures of the duckdb tool into words: what, which statement, where in the playbook. */
final class DuckDbFailure {
  private static final int LONGEST_QUOTE = 200;

  private final ToolCall call;

  DuckDbFailure(ToolCall call) {
    this.call = call;
  }

  /** A failure before any statement ran. */
  Outcome of(String code, String type, @Nullable String message) {
    return Outcome.failed(ToolError.of(code, type, message + " (" + call.origin().file() + ")"));
  }

  /**
   * A statement that DuckDB refused.
   *
   * @param index of the statement, 0 for the first; -1 for the making of secrets
   */
  Outcome of(
      DuckDbCommands commands, int index, SQLException error, SqlMask mask, DuckDbResult result) {
    String message =
        DuckDbErrors.message(error) + cure(error) + " — at " + statement(commands, index);
    ToolError failed =
        ToolError.of(
            isRefused(error) ? "DU0006" : "DU0004",
            DuckDbErrors.kind(error),
            mask.hide(message) + " (" + place(commands, index) + ")");
    return new Outcome.Failed(failed, result.map());
  }

  private static boolean isRefused(SQLException error) {
    return error instanceof InstallRule.RefusedException
        || error instanceof OpenedDuckDb.ConnectionRefusedException;
  }

  /** Whether a statement asked for an extension that is not here. */
  static boolean isMissing(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return (message.contains("Extension \"") && message.contains("not found"))
        || message.contains("Failed to download extension");
  }

  private static String cure(SQLException error) {
    return isMissing(error) ? "\nFetch it with 'noetlctl extensions install'." : "";
  }

  private static String statement(DuckDbCommands commands, int index) {
    if (index < 0) {
      return "the secrets of auth";
    }
    String text = commands.statements().get(index).text().lines().findFirst().orElse("");
    String quote = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return "command " + (index + 1) + " of " + commands.statements().size() + ": " + quote;
  }

  private String place(DuckDbCommands commands, int index) {
    int line = call.origin().lines().of(commands.field());
    String file = call.origin().file();
    return index < 0 || line == 0 ? file : file + ":" + (line + commands.lines().get(index));
  }
}
