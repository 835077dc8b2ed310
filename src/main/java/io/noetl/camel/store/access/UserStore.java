package io.noetl.camel.store.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users of the console. A password comes in as its hash, and never goes out. */
public final class UserStore {
  private static final String COLUMNS = "name, role, created_at, last_login_at";

  private final JdbcClient jdbc;

  public UserStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Creates a user; empty where the name is taken. */
  public Optional<ConsoleUser> create(String name, String role, String passwordHash) {
    return jdbc.sql(
            """
            INSERT INTO noetl.console_user (name, role, password_hash) VALUES (:name, :role, :hash)
            ON CONFLICT DO NOTHING RETURNING
            """
                + COLUMNS)
        .param("name", name)
        .param("role", role)
        .param("hash", passwordHash)
        .query(UserStore::user)
        .optional();
  }

  /** All users, by name. */
  public List<ConsoleUser> list() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM noetl.console_user ORDER BY name")
        .query(UserStore::user)
        .list();
  }

  /** A user's role and the hash of the password. */
  public Optional<Secret> secret(String name) {
    return jdbc.sql(
            "SELECT role, password_hash, created_at FROM noetl.console_user WHERE name = :name")
        .param("name", name)
        .query(
            (row, number) ->
                new Secret(
                    row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class)))
        .optional();
  }

  /** Notes that somebody has signed in. */
  public void signedIn(String name) {
    jdbc.sql("UPDATE noetl.console_user SET last_login_at = now() WHERE name = :name")
        .param("name", name)
        .update();
  }

  /** Takes a user off; says whether there was one. */
  public boolean delete(String name) {
    return jdbc.sql("DELETE FROM noetl.console_user WHERE name = :name")
            .param("name", name)
            .update()
        > 0;
  }

  private static ConsoleUser user(ResultSet row, int number) throws SQLException {
    return new ConsoleUser(
        row.getString("name"),
        row.getString("role"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("last_login_at", OffsetDateTime.class));
  }

  /** What a login is checked against. */
  public record Secret(String role, String passwordHash, OffsetDateTime createdAt) {
    @Override
    public String toString() {
      return "Secret[role=" + role + "]";
    }
  }
}
