package io.noetl.camel.store.console;

import io.noetl.camel.store.net.PinnedSockets;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Opens the connection that a console request asks for. It is never one of the service's own pool:
 * what a client sets on a session ends with it.
 */
public final class ConsoleConnections {
  private static final String SEARCH_PATH = "noetl,public";
  private static final String WRONG_PASSWORD = "28P01";

  private final ConnectionTarget own;
  private final ConsoleRoles roles;
  private final CredentialTargets credentials;
  private final ConnectionRules rules;
  private final Driver driver = new Driver();

  /**
   * Makes the opener.
   *
   * @param own the service's own database
   * @param roles whom viewers and operators log in there as
   */
  public ConsoleConnections(
      ConnectionTarget own,
      ConsoleRoles roles,
      CredentialTargets credentials,
      ConnectionRules rules) {
    this.own = own;
    this.roles = roles;
    this.credentials = credentials;
    this.rules = rules;
  }

  /**
   * Opens a connection that the caller closes, as somebody of a level on the service's own server.
   *
   * @throws ConnectionRules.Refused when it is not allowed
   * @throws CredentialNotFound when there is no such credential
   * @throws SQLException when the database can't be reached
   */
  Connection open(ConsoleRequest.Connection requested, Level level) throws SQLException {
    return switch (requested) {
      case ConsoleRequest.Connection.Own ignored -> onOwnServer(own, level, SEARCH_PATH);
      case ConsoleRequest.Connection.Database(String name) ->
          onOwnServer(own.withDatabase(name), level, null);
      case ConsoleRequest.Connection.Credential(String name) -> {
        ConnectionTarget target =
            credentials.find(name).orElseThrow(() -> new CredentialNotFound(name));
        yield connect(target, Optional.of(rules.addresses().resolve(target, true)), null);
      }
      case ConsoleRequest.Connection.Free(ConnectionTarget target) ->
          connect(target, rules.addressOf(target), null);
    };
  }

  /** Nobody but an administrator is the service's own user there. */
  private Connection onOwnServer(ConnectionTarget target, Level level, @Nullable String searchPath)
      throws SQLException {
    if (level == Level.ADMIN) {
      return connect(target, Optional.empty(), searchPath);
    }
    try {
      return connect(target.as(roles.of(level)), Optional.empty(), searchPath);
    } catch (SQLException e) {
      if (!WRONG_PASSWORD.equals(e.getSQLState())) {
        throw e;
      }
      roles.forget();
      return connect(target.as(roles.of(level)), Optional.empty(), searchPath);
    }
  }

  private Connection connect(
      ConnectionTarget target, Optional<InetAddress> address, @Nullable String searchPath)
      throws SQLException {
    Properties properties = target.properties();
    address.ifPresent(at -> PinnedSockets.pin(properties, Map.of(target.host(), at)));
    if (searchPath != null) {
      properties.put("currentSchema", searchPath);
    }
    Connection connection = driver.connect(target.url(), properties);
    if (connection == null) {
      throw new SQLException("PostgreSQL's driver does not know " + target);
    }
    return connection;
  }

  /** The console was asked for a credential that is not there. */
  public static final class CredentialNotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CredentialNotFound(String name) {
      super("Credential '" + name + "' not found");
    }
  }
}
