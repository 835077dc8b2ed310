package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What to tell a person about an error of the database. */
final class SqlErrors {
  private static final String CONNECTION_GONE = "08003";

  private SqlErrors() {}

  /** The server's message, SQLSTATE, detail and hint; without the statement. */
  static String describe(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    if (server == null) {
      return withState(String.valueOf(e.getMessage()).strip(), e);
    }
    StringBuilder text = new StringBuilder(withState(String.valueOf(server.getMessage()), e));
    if (server.getDetail() != null) {
      text.append(" Detail: ").append(server.getDetail());
    }
    if (server.getHint() != null) {
      text.append(" Hint: ").append(server.getHint());
    }
    if (server.getWhere() != null && server.getWhere().startsWith("COPY")) {
      text.append(" Where: ").append(server.getWhere());
    }
    return text.toString();
  }

  /**
   * The same with the place in the statement, where the server names one.
   *
   * @param firstLine the line on which the script begins, as the error shall count; 0 to count
   *     within the script
   */
  static String describe(SQLException e, SqlStatement statement, String file, int firstLine) {
    String message = describe(e);
    ServerErrorMessage server = serverMessage(e);
    if (server == null) {
      return message;
    }
    if ("42P18".equals(e.getSQLState())) {
      message += " Write its type behind it, as ?::text.";
    }
    String text = statement.text();
    if (server.getPosition() <= 0) {
      String place = firstLine > 0 ? file + ":" + (firstLine + statement.line() - 1) : "";
      String first = text.lines().findFirst().orElse("").strip();
      return place.isEmpty() ? message : "%s at %s: %s".formatted(message, place, first);
    }
    int position =
        Math.min(
            text.length(),
            text.offsetByCodePoints(
                0, Math.min(server.getPosition() - 1, text.codePointCount(0, text.length()))));
    int line =
        statement.line() + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    int start = text.lastIndexOf('\n', position - 1) + 1;
    int end = text.indexOf('\n', position);
    String shown = text.substring(start, end < 0 ? text.length() : end);
    String place = firstLine > 0 ? "%s:%d".formatted(file, firstLine + line - 1) : "line " + line;
    return "%s at %s: %s".formatted(message, place, shown.strip());
  }

  /**
   * The SQLSTATE. What the driver has not said comes from the pool, whose connection is gone: that
   * is 08003, as the driver says it of its own.
   */
  static @Nullable String state(SQLException e) {
    String state = e.getSQLState();
    return state == null && !(e instanceof PSQLException) ? CONNECTION_GONE : state;
  }

  /** The kind of failure by SQLSTATE class. */
  static String type(SQLException e) {
    String state = Objects.requireNonNullElse(state(e), "");
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08", "28", "3D", "53" -> "ConnectError";
      case "22" -> "SqlDataError";
      case "23" -> "SqlIntegrityError";
      case "40" -> "SqlTransactionError";
      case "42" -> state.equals("42601") ? "SqlSyntaxError" : "SqlNameError";
      case "57" -> state.equals("57014") ? "SqlCancelled" : "ConnectError";
      default -> "SqlError";
    };
  }

  private static String withState(String message, SQLException e) {
    String state = state(e);
    return state == null ? message : "%s (SQLSTATE %s)".formatted(message, state);
  }

  private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
    return e instanceof PSQLException p ? p.getServerErrorMessage() : null;
  }
}
