package io.noetl.camel.cli.local;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** Looks into the catalog that earlier runs have left, without the application. */
public final class StoredCatalog {
  private StoredCatalog() {}

  /** Tells whether there can be a catalog: a database is configured, or was here before. */
  public static boolean exists(boolean configured, LocalSettings settings) {
    return configured
        || Files.isRegularFile(settings.data().resolve("postgres").resolve("PG_VERSION"));
  }

  /** Tells whether a path is in the catalog; a database without our tables has none. */
  public static boolean contains(DatabaseAddress database, String path) {
    Properties login = new Properties();
    if (!database.user().isEmpty()) {
      login.setProperty("user", database.user());
    }
    if (!database.password().isEmpty()) {
      login.setProperty("password", database.password());
    }
    try (Connection connection = DriverManager.getConnection(database.url(), login);
        PreparedStatement tables =
            connection.prepareStatement("SELECT to_regclass('noetl.catalog') IS NOT NULL");
        var found = tables.executeQuery()) {
      return found.next() && found.getBoolean(1) && contains(connection, path);
    } catch (SQLException e) {
      // The application says better than we could why its database can't be used.
      return true;
    }
  }

  private static boolean contains(Connection connection, String path) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM noetl.catalog WHERE path = ? AND archived_at IS NULL LIMIT 1")) {
      query.setString(1, path);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }
}
