package io.noetl.camel.tool.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.noetl.camel.store.net.PinnedSockets;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes data sources of targets. No URL is built of them, so that no text of theirs is an option.
 */
final class DataSources {

  private static final String CONNECT_TIMEOUT_SECONDS = "10";

  private DataSources() {}

  /**
   * Connects anew at each call.
   *
   * @param addresses where to connect to for each host
   */
  static PGSimpleDataSource simple(PostgresTarget target, Map<String, InetAddress> addresses)
      throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    String[] hosts = target.hosts().split(",");
    source.setServerNames(
        Arrays.stream(hosts)
            .map(host -> host.substring(0, host.lastIndexOf(':')))
            .toArray(String[]::new));
    source.setPortNumbers(
        Arrays.stream(hosts)
            .mapToInt(host -> Integer.parseInt(host.substring(host.lastIndexOf(':') + 1)))
            .toArray());
    source.setDatabaseName(target.database());
    source.setUser(target.user());
    source.setPassword(target.password());
    Map<String, String> options = target.options();
    source.setProperty(
        "connectTimeout", options.getOrDefault("connect_timeout", CONNECT_TIMEOUT_SECONDS));
    source.setProperty("ApplicationName", options.getOrDefault("application_name", "noetl-camel"));
    // values are read as the server's text: one reading for all types
    source.setBinaryTransfer(false);
    source.setTcpKeepAlive(true);
    set(source, "sslmode", options.get("sslmode"));
    set(source, "currentSchema", options.get("search_path"));
    set(source, "options", options.get("options"));
    Properties pinned = new Properties();
    PinnedSockets.pin(pinned, addresses);
    for (String name : pinned.stringPropertyNames()) {
      source.setProperty(name, pinned.getProperty(name));
    }
    return source;
  }

  /** A pool of a source's connections. */
  static HikariDataSource pool(
      DataSource source, PoolLimits limits, String name, PostgresWatch watch) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(limits.connections());
    config.setMinimumIdle(0);
    config.setIdleTimeout(60_000);
    config.setConnectionTimeout(limits.patience().toMillis());
    config.setInitializationFailTimeout(-1);
    watch.opens(config);
    return new HikariDataSource(config);
  }

  private static void set(
      PGSimpleDataSource source, String name, @org.jspecify.annotations.Nullable String value)
      throws SQLException {
    if (value != null) {
      source.setProperty(name, value);
    }
  }
}
