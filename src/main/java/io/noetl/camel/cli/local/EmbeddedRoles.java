package io.noetl.camel.cli.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;

/**
 * Who may log in to the embedded database: the demo user, and a superuser with a secret password.
 * The demo user's is secret too on a server that does not trust its machine; it is kept in a file
 * that only the server's user reads.
 */
final class EmbeddedRoles {
  private static final String LOCKED = "host all all 127.0.0.1/32 scram-sha-256\n";
  private static final String OPEN_FOR_SETUP = "host all postgres 127.0.0.1/32 trust\n" + LOCKED;

  private final Path folder;
  private final Path passwordFile;
  private final String password;
  private final Path demoFile;

  private EmbeddedRoles(Path folder, Path passwordFile, String password) {
    this.folder = folder;
    this.passwordFile = passwordFile;
    this.password = password;
    this.demoFile = folder.resolveSibling("demo.password");
  }

  /** The roles of the database in a folder; their password file lies beside it. */
  static EmbeddedRoles of(Path folder) {
    Path file = folder.resolveSibling("postgres.password");
    try {
      if (Files.exists(file)) {
        return new EmbeddedRoles(folder, file, Files.readString(file).strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EmbeddedRoles(folder, file, secret());
  }

  /** Hexadecimal digits: nothing to quote. */
  private static String secret() {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  String superuserPassword() {
    return password;
  }

  /** Writes who may log in how: until the superuser has its password, it needs none. */
  void writeAccess() {
    write(Files.exists(passwordFile) ? LOCKED : OPEN_FOR_SETUP);
  }

  private void write(String access) {
    try {
      Files.writeString(folder.resolve("pg_hba.conf"), access);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes what is missing, then locks the door.
   *
   * @param open whether the demo user has the password that all know
   * @return the demo user's password
   */
  String provide(EmbeddedPostgres postgres, boolean open) throws SQLException, IOException {
    if (!Files.exists(passwordFile)) {
      make(postgres);
    }
    return open ? opened(postgres) : closed(postgres);
  }

  private String opened(EmbeddedPostgres postgres) throws SQLException, IOException {
    if (Files.exists(demoFile)) {
      setPassword(postgres, EmbeddedDatabase.USER);
      Files.delete(demoFile);
    }
    return EmbeddedDatabase.USER;
  }

  /** The file is there before the database knows the password, and is used again if that failed. */
  private String closed(EmbeddedPostgres postgres) throws SQLException, IOException {
    if (!Files.exists(demoFile)) {
      Files.createFile(demoFile, OwnerOnly.file());
    }
    String kept = Files.readString(demoFile).strip();
    String demo = kept.isEmpty() ? secret() : kept;
    Files.writeString(demoFile, demo);
    setPassword(postgres, demo);
    return demo;
  }

  private void setPassword(EmbeddedPostgres postgres, String demo) throws SQLException {
    try (Connection connection =
            postgres
                .getDatabase("postgres", "postgres", Map.of("password", password))
                .getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE demo CREATEROLE PASSWORD '" + demo + "'");
    }
  }

  private void make(EmbeddedPostgres postgres) throws SQLException, IOException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (!there(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", EmbeddedDatabase.USER)) {
        statement.execute("CREATE ROLE demo LOGIN CREATEDB CREATEROLE PASSWORD 'demo'");
      }
      if (!there(
          connection, "SELECT 1 FROM pg_database WHERE datname = ?", EmbeddedDatabase.DATABASE)) {
        statement.execute("CREATE DATABASE demo_noetl OWNER demo");
      }
      statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
      write(LOCKED);
      statement.execute("SELECT pg_reload_conf()");
    }
    // Last: as long as it is not there, the next start does all of this again.
    Files.createFile(passwordFile, OwnerOnly.file());
    Files.writeString(passwordFile, password);
  }

  private static boolean there(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
