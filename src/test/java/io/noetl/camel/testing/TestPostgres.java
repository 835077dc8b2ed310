package io.noetl.camel.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL on a free port, one for all tests of a JVM; it ends with the JVM. Tests keep
 * apart by a database each ({@link #database}) or by the names of their tables.
 */
public final class TestPostgres {

  private static final class Shared {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("max_connections", "400").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final String database;

  private TestPostgres(String database) {
    this.database = database;
  }

  /** The server's database {@code postgres}. */
  public static TestPostgres shared() {
    return new TestPostgres("postgres");
  }

  /** A new, empty database of this name. */
  public static TestPostgres database(String name) {
    shared().execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
    shared().execute("CREATE DATABASE \"" + name + "\"");
    return new TestPostgres(name);
  }

  public int port() {
    return Shared.SERVER.getPort();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /** The data of a postgres credential for this database. */
  public Map<String, Object> credential() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("db_host", "127.0.0.1");
    data.put("db_port", port());
    data.put("db_user", "postgres");
    data.put("db_password", "postgres");
    data.put("db_name", database);
    return data;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), "postgres", "postgres");
  }

  /** Runs statements. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a query, each as the texts of its columns. */
  public List<List<String>> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet set = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (set.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
          row.add(set.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
