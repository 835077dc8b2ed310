package io.noetl.camel.store.console;

import io.noetl.camel.store.secret.CredentialStore;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The databases of stored credentials, in all the spellings that NoETL's credentials have. */
public final class CredentialTargets {
  private final CredentialStore credentials;

  public CredentialTargets(CredentialStore credentials) {
    this.credentials = credentials;
  }

  /**
   * The database of a credential; empty when there is no such credential.
   *
   * @throws ConnectionRules.Refused when the credential names no database
   */
  public Optional<ConnectionTarget> find(String name) {
    try {
      return credentials.data(name).map(data -> target(data));
    } catch (IllegalArgumentException e) {
      throw new ConnectionRules.Refused(
          "Credential '%s' names no database that can be read: %s".formatted(name, e.getMessage()));
    }
  }

  private static ConnectionTarget target(Map<String, @Nullable Object> data) {
    Optional<String> dsn = text(data, "dsn", "connection_string");
    if (dsn.isPresent()) {
      return ConnectionStrings.parse(dsn.get());
    }
    return new ConnectionTarget(
        text(data, "db_host", "host").orElseThrow(() -> incomplete("db_host")),
        text(data, "db_port", "port")
            .map(CredentialTargets::port)
            .orElse(ConnectionTarget.DEFAULT_PORT),
        text(data, "db_name", "database", "dbname").orElseThrow(() -> incomplete("db_name")),
        text(data, "db_user", "user", "username").orElse(null),
        text(data, "db_password", "password").orElse(null),
        text(data, "sslmode").orElse(null));
  }

  private static Optional<String> text(Map<String, @Nullable Object> data, String... names) {
    return Stream.of(names)
        .flatMap(name -> Stream.ofNullable(data.get(name)))
        .map(Object::toString)
        .findFirst();
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("its port is no number (expected: 1 to 65535)", e);
    }
  }

  private static IllegalArgumentException incomplete(String field) {
    return new IllegalArgumentException(
        "it has no %s (expected: db_host, db_port, db_name, db_user, db_password)"
            .formatted(field));
  }
}
