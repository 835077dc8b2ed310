package io.noetl.camel.store.console;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * The database users that viewers and operators are on the service's own server. Migration has made
 * them, with what they may see; here they get their passwords, at the first use. All replicas make
 * the same password of a role's name. Thread-safe.
 */
public final class ConsoleRoles {
  private final DataSource database;
  private final UnaryOperator<String> passwords;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Level, Login> logins = new EnumMap<>(Level.class);

  /**
   * Makes the roles' keeper.
   *
   * @param database the service's own, as its own user
   * @param passwords makes a password of a role's name, which is hard to guess and made of letters
   *     and digits; on each replica the same
   */
  public ConsoleRoles(DataSource database, UnaryOperator<String> passwords) {
    this.database = database;
    this.passwords = passwords;
  }

  /** A user of the database. */
  record Login(String user, String password) {}

  /**
   * The login of a level.
   *
   * @throws ConnectionRules.Refused when the service's user may not make it
   */
  Login of(Level level) throws SQLException {
    lock.lock();
    try {
      Login known = logins.get(level);
      if (known == null) {
        known = made(level);
        logins.put(level, known);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is known: another replica with another key may have changed the passwords. */
  void forget() {
    lock.lock();
    try {
      logins.clear();
    } finally {
      lock.unlock();
    }
  }

  private Login made(Level level) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String role = role(connection, level);
      String user = connection.getMetaData().getUserName();
      try (ResultSet made = statement.executeQuery("SELECT noetl.make_console_roles()")) {
        if (!made.next() || !made.getBoolean(1)) {
          throw lacking(level, user, "it may not create roles");
        }
      } catch (SQLException e) {
        throw lacking(level, user, String.valueOf(e.getMessage()));
      }
      String password = passwords.apply(role);
      statement.execute("ALTER ROLE \"" + role + "\" PASSWORD '" + password + "'");
      return new Login(role, password);
    }
  }

  private static String role(Connection connection, Level level) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT noetl.console_role(?)")) {
      query.setString(1, level.lowerName());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static ConnectionRules.Refused lacking(Level level, String user, String why) {
    return new ConnectionRules.Refused(
        ("The console has no database user for the role %s, since the service's user '%s' can't"
                + " make it: %s. An administrator of the database can let it: ALTER ROLE \"%s\""
                + " CREATEROLE. Until then the console is for administrators, and for stored"
                + " credentials.")
            .formatted(level.lowerName(), user, why, user));
  }
}
