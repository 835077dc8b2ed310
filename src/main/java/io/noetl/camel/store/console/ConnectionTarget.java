package io.noetl.camel.store.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database and who connects to it.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param database its name
 * @param user null for the driver's default
 * @param password null for none
 * @param sslMode libpq's sslmode; null for the driver's default
 */
public record ConnectionTarget(
    String host,
    int port,
    String database,
    @Nullable String user,
    @Nullable String password,
    @Nullable String sslMode) {

  /** The port where none is given. */
  public static final int DEFAULT_PORT = 5432;

  /** The same server and user, another database. */
  ConnectionTarget withDatabase(String name) {
    return new ConnectionTarget(host, port, name, user, password, sslMode);
  }

  /** The same database, for another user. */
  ConnectionTarget as(ConsoleRoles.Login login) {
    return new ConnectionTarget(host, port, database, login.user(), login.password(), sslMode);
  }

  /** The JDBC URL. */
  String url() {
    String quoted = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(quoted, port, URLEncoder.encode(database, StandardCharsets.UTF_8));
  }

  /** The driver's properties: what a client can set is listed here, nothing else. */
  Properties properties() {
    Properties properties = new Properties();
    putIfGiven(properties, "user", user);
    putIfGiven(properties, "password", password);
    putIfGiven(properties, "sslmode", sslMode);
    properties.put("ApplicationName", "noetl");
    properties.put("connectTimeout", "10");
    properties.put("loginTimeout", "10");
    return properties;
  }

  private static void putIfGiven(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.put(name, value);
    }
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }
}
