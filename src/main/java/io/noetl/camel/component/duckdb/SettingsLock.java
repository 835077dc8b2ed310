package io.noetl.camel.component.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps SQL from changing the settings that guard files, connections and extensions. */
final class SettingsLock {

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
          "disabled_filesystems",
          "allowed_directories",
          "allowed_paths",
          "allow_persistent_secrets",
          "allow_unredacted_secrets",
          "default_secret_storage",
          "secret_directory",
          "autoinstall_known_extensions",
          "autoload_known_extensions");

  /** What a restricted database can't change either: it works in the thread that calls it. */
  private static final Set<String> LOCKED_WHERE_RESTRICTED =
      Set.of(
          "threads",
          "worker_threads",
          "external_threads",
          "logging_storage",
          "log_query_path",
          "profile_output",
          "profiling_output",
          "http_logging_output",
          "temp_directory",
          "home_directory",
          "file_search_path");

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

  private SettingsLock() {}

  /**
   * Checks the options that code gives for a restricted database.
   *
   * @throws SQLException when one of them is what guards it
   */
  static void check(Set<String> options) throws SQLException {
    for (String option : options) {
      String name = option.toLowerCase(Locale.ROOT);
      if (LOCKED.contains(name) || LOCKED_WHERE_RESTRICTED.contains(name)) {
        throw new SQLException("Permission Error: the option " + name + " can't be set here");
      }
    }
  }

  /** Locks a database. One that several connections share is locked by the first. */
  static void lock(Connection connection, boolean restricted) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isLocked(statement)) {
        return;
      }
      String open =
          names(statement, restricted).stream()
              .map(SqlParameter::quoted)
              .collect(Collectors.joining(", ", "[", "]"));
      statement.execute("SET allowed_configs = " + open);
      statement.execute("SET lock_configuration = true");
    }
  }

  private static boolean isLocked(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT current_setting('lock_configuration')")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static List<String> names(Statement statement, boolean restricted) throws SQLException {
    List<String> names = new ArrayList<>(OF_EXTENSIONS);
    try (ResultSet rows = statement.executeQuery("SELECT name FROM duckdb_settings()")) {
      while (rows.next()) {
        String name = rows.getString(1);
        boolean locked =
            LOCKED.contains(name)
                || InstallRule.SETTINGS.contains(name)
                || (restricted && LOCKED_WHERE_RESTRICTED.contains(name));
        if (!locked && !names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
