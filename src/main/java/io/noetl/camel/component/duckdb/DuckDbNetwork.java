package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.net.OutboundProxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps what DuckDB reads and writes by HTTP (files, S3, GCS) within the outbound guard: it goes
 * through our proxy, and SQL can't change that.
 */
public final class DuckDbNetwork {

  /** What SQL can't change, beside where extensions come from; all other settings stay open. */
  private static final Set<String> LOCKED =
      Set.of(
          "http_proxy",
          "http_proxy_username",
          "http_proxy_password",
          "httpfs_client_implementation",
          "lock_configuration",
          "allowed_configs",
          "enable_external_access",
          "allowed_directories",
          "allowed_paths",
          "allow_persistent_secrets",
          "secret_directory");

  /** Settings of extensions that are not loaded yet when a database is opened. */
  private static final List<String> OF_EXTENSIONS =
      List.of(
          "ca_cert_file",
          "enable_server_cert_verification",
          "enable_global_s3_configuration",
          "force_download",
          "http_keep_alive",
          "http_retries",
          "http_retry_backoff",
          "http_retry_wait_ms",
          "http_timeout",
          "pg_array_as_varchar",
          "pg_connection_cache",
          "pg_connection_limit",
          "pg_debug_show_queries",
          "pg_experimental_filter_pushdown",
          "pg_null_byte_replacement",
          "pg_pages_per_task",
          "pg_use_binary_copy",
          "pg_use_ctid_scan",
          "s3_access_key_id",
          "s3_endpoint",
          "s3_region",
          "s3_secret_access_key",
          "s3_session_token",
          "s3_uploader_max_filesize",
          "s3_uploader_max_parts_per_file",
          "s3_uploader_thread_limit",
          "s3_url_compatibility_mode",
          "s3_url_style",
          "s3_use_ssl");

  private final OutboundProxy proxy;

  public DuckDbNetwork(OutboundProxy proxy) {
    this.proxy = proxy;
  }

  /** Sets what has to stand before the database is opened. */
  void configure(Properties properties) {
    properties.setProperty("http_proxy", proxy.address());
    properties.setProperty("http_proxy_username", OutboundProxy.USER);
    properties.setProperty("http_proxy_password", proxy.password());
  }

  /** Locks it. A database that several connections share is locked by the first. */
  void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isLocked(statement)) {
        return;
      }
      String open =
          names(statement).stream()
              .map(SqlParameter::quoted)
              .collect(Collectors.joining(", ", "[", "]"));
      statement.execute("SET allowed_configs = " + open);
      statement.execute("SET lock_configuration = true");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static boolean isLocked(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT current_setting('lock_configuration')")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static List<String> names(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>(OF_EXTENSIONS);
    try (ResultSet rows = statement.executeQuery("SELECT name FROM duckdb_settings()")) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (!LOCKED.contains(name)
            && !InstallRule.SETTINGS.contains(name)
            && !names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
