package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/**
 * Logs in to a configured database once before the application starts, which would take seconds and
 * tell the same in two hundred lines.
 */
final class DatabaseCheck {
  private static final String SECONDS = "15";

  private DatabaseCheck() {}

  /**
   * Returns where the database lets the user in.
   *
   * @throws CommandFailed with the address, what the database or the network said, and what to do
   */
  static void reached(DatabaseAddress database) {
    Properties login = new Properties();
    login.setProperty("connectTimeout", SECONDS);
    login.setProperty("loginTimeout", SECONDS);
    if (!database.user().isEmpty()) {
      login.setProperty("user", database.user());
    }
    if (!database.password().isEmpty()) {
      login.setProperty("password", database.password());
    }
    try {
      DriverManager.getConnection(database.url(), login).close();
    } catch (SQLException e) {
      throw new CommandFailed(
          "The database %s%s: %s. %s"
              .formatted(
                  database,
                  database.user().isEmpty() ? "" : " (user " + database.user() + ")",
                  Objects.toString(e.getMessage(), e.getClass().getSimpleName())
                      .strip()
                      .replaceFirst("\\.$", ""),
                  cure(e)));
    }
  }

  private static String cure(SQLException e) {
    String state = Objects.toString(e.getSQLState(), "");
    return switch (state) {
      case "28P01", "28000" ->
          "Correct the user and the password in NOETL_DATABASE_URL, or in NOETL_USER and"
              + " NOETL_PASSWORD_FILE; who may log in from here stands in the database's"
              + " pg_hba.conf.";
      case "3D000" ->
          "Make it (CREATE DATABASE … OWNER …), or correct the name in NOETL_DATABASE_URL or"
              + " POSTGRES_DB.";
      default ->
          state.startsWith("08")
              ? "Start it, or correct the host and port in NOETL_DATABASE_URL, or in POSTGRES_HOST"
                  + " and POSTGRES_PORT. Without any of them the server brings a database of its"
                  + " own."
              : "The server needs a database that it may make its schema in.";
    };
  }
}
