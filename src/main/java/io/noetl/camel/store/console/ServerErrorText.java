package io.noetl.camel.store.console;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error of PostgreSQL in the form that libpq and psql print. */
final class ServerErrorText {
  private ServerErrorText() {}

  static String of(SQLException error, String sql) {
    if (!(error instanceof PSQLException postgres) || postgres.getServerErrorMessage() == null) {
      return String.valueOf(error.getMessage());
    }
    ServerErrorMessage server = postgres.getServerErrorMessage();
    StringBuilder text = new StringBuilder(String.valueOf(server.getMessage()));
    appendPosition(text, sql, server.getPosition());
    append(text, "DETAIL:  ", server.getDetail());
    append(text, "HINT:  ", server.getHint());
    return text.toString();
  }

  private static void append(StringBuilder text, String label, @Nullable String value) {
    if (value != null) {
      text.append('\n').append(label).append(value);
    }
  }

  private static void appendPosition(StringBuilder text, String sql, int position) {
    if (position < 1 || position > sql.length() + 1) {
      return;
    }
    int start = sql.lastIndexOf('\n', position - 2) + 1;
    int end = sql.indexOf('\n', start);
    long line = sql.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    String label = "LINE " + line + ": ";
    text.append('\n')
        .append(label)
        .append(sql, start, end < 0 ? sql.length() : end)
        .append('\n')
        .repeat(' ', label.length() + position - 1 - start)
        .append('^');
  }
}
