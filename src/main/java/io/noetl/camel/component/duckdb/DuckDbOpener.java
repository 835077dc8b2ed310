package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.duckdb.gate.ConnectGate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens DuckDB databases as the settings say. Thread-safe. */
public final class DuckDbOpener {
  /** No folder can be made there: secrets are not kept beyond their database. */
  private static final String NO_FOLDER = "/dev/null/none";

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
   * @param access what its SQL may reach
   * @param extensions what to load before the database is closed off; names that the product knows
   * @throws SQLException when DuckDB refuses; its message begins with DuckDB's class of error
   */
  public OpenedDuckDb open(
      String database,
      boolean readOnly,
      Map<String, String> config,
      DuckDbAccess access,
      Set<String> extensions)
      throws SQLException {
    boolean connects = settings.externalAccess() && (network == null || network.holds());
    if (!connects && !database.equals(DuckDbDatabases.MEMORY)) {
      throw refused(database, "the operator allows databases in memory only");
    }
    Properties properties = properties(readOnly, config);
    if (!connects || access.restricted()) {
      SettingsLock.check(config.keySet());
    }
    FileRule files = FileRule.of(connects ? access.files() : new FileAccess.None());
    files.check(database);
    files.configure(properties);
    DuckDbReach reach = null;
    ConnectGate.ofProcess().allowExtensions(settings.extensionDirectory());
    if (connects && network != null) {
      reach = network.reach(database, access);
      network.configure(reach, properties);
    }
    OpenedDuckDb opened = connect(database, properties, reach, files);
    try {
      return opened.call(() -> closedOff(opened, files, connects, access, extensions));
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  /** Opens a database for trusted SQL. */
  public OpenedDuckDb open(String database, boolean readOnly, Map<String, String> config)
      throws SQLException {
    return open(database, readOnly, config, DuckDbAccess.TRUSTED, Set.of());
  }

  private Properties properties(boolean readOnly, Map<String, String> config) throws SQLException {
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
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("secret_directory", NO_FOLDER);
    properties.remove("allow_unredacted_secrets");
    if (settings.memoryLimit() != null) {
      properties.putIfAbsent("memory_limit", settings.memoryLimit());
    }
    if (settings.threads() != null) {
      properties.putIfAbsent("threads", settings.threads().toString());
    }
    if (readOnly) {
      properties.setProperty("duckdb.read_only", "true");
    }
    return properties;
  }

  private OpenedDuckDb connect(
      String database, Properties properties, @Nullable DuckDbReach reach, FileRule files)
      throws SQLException {
    Runnable release = () -> release(database, reach);
    String url = database.equals(DuckDbDatabases.MEMORY) ? "" : database;
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + url, properties);
      return new OpenedDuckDb(connection, reach, files, release);
    } catch (SQLException | RuntimeException e) {
      release.run();
      throw e;
    }
  }

  private void release(String database, @Nullable DuckDbReach reach) {
    if (network != null && reach != null) {
      network.release(database, reach);
    }
  }

  private static OpenedDuckDb closedOff(
      OpenedDuckDb opened,
      FileRule files,
      boolean connects,
      DuckDbAccess access,
      Set<String> extensions)
      throws SQLException {
    try (Statement statement = opened.connection().createStatement()) {
      if (connects) {
        for (String extension : extensions) {
          statement.execute("LOAD " + extension);
        }
      } else {
        statement.execute(FileRule.LOOK_FOR_SECRETS);
        statement.execute("SET enable_external_access = false");
      }
      files.apply(statement);
    }
    SettingsLock.lock(opened.connection(), !connects || access.restricted());
    return opened;
  }

  static SQLException refused(String database, String why) {
    return new SQLException(
        "Permission Error: the database " + database + " can't be opened: " + why);
  }
}
