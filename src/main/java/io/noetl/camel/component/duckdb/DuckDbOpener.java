package io.noetl.camel.component.duckdb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens DuckDB databases as the settings say. Thread-safe. */
public final class DuckDbOpener {
  private final DuckDbSettings settings;
  private final @Nullable DuckDbNetwork network;

  /** An opener of databases that call servers as they like. */
  public DuckDbOpener(DuckDbSettings settings) {
    this(settings, null);
  }

  /**
   * Makes an opener.
   *
   * @param network keeps the databases from calling what they may not; null for none
   */
  public DuckDbOpener(DuckDbSettings settings, @Nullable DuckDbNetwork network) {
    this.settings = settings;
    this.network = network;
  }

  /**
   * Opens a database.
   *
   * @param database a file, {@code :memory:} for one of its own, or {@code :memory:name} for one
   *     that all in this process share
   * @param config DuckDB's options for it; they can't loosen what the settings forbid
   * @throws SQLException when DuckDB refuses; its message begins with DuckDB's class of error
   */
  public Connection open(String database, boolean readOnly, Map<String, String> config)
      throws SQLException {
    for (Map.Entry<String, String> option : config.entrySet()) {
      // code that runs on CPython too names a folder there; here it is the operator's
      if (!option.getKey().equals("extension_directory") && !option.getValue().equals("false")) {
        InstallRule.checkOption(option.getKey());
      }
    }
    Properties properties = new Properties();
    properties.putAll(config);
    properties.setProperty("extension_directory", settings.extensionDirectory().toString());
    properties.setProperty("allow_community_extensions", "false");
    if (settings.memoryLimit() != null) {
      properties.putIfAbsent("memory_limit", settings.memoryLimit());
    }
    if (settings.threads() != null) {
      properties.putIfAbsent("threads", settings.threads().toString());
    }
    if (!settings.externalAccess()) {
      if (!database.equals(DuckDbDatabases.MEMORY)) {
        throw new SQLException(
            "Permission Error: the database "
                + database
                + " can't be opened: the operator allows databases in memory only");
      }
      properties.setProperty("enable_external_access", "false");
      properties.setProperty("lock_configuration", "true");
    }
    if (readOnly) {
      properties.setProperty("duckdb.read_only", "true");
    }
    if (network != null && settings.externalAccess()) {
      network.configure(properties);
    }
    String url = database.equals(DuckDbDatabases.MEMORY) ? "" : database;
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + url, properties);
    if (network != null && settings.externalAccess()) {
      network.lock(connection);
    }
    return connection;
  }
}
