package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where extensions may come from: the operator's folder, else DuckDB's own repository. DuckDB loads
 * no others in any case (they are not signed by it); this keeps SQL from fetching them, or from
 * replacing what the operator put there, and says so.
 */
final class InstallRule {

  /** DuckDB's options that say where extensions come from and which are loaded. */
  static final Set<String> SETTINGS =
      Set.of(
          "custom_extension_repository",
          "autoinstall_extension_repository",
          "extension_directory",
          "extension_directories",
          "allow_community_extensions",
          "allow_unsigned_extensions",
          "allow_extensions_metadata_mismatch");

  // EXPLAIN ANALYZE runs what it explains
  private static final Pattern INSTALL =
      Pattern.compile(
          "(?is)^(EXPLAIN\\b\\s*(\\([^)]*\\))?\\s*(ANALY[SZ]E\\s+)?)?(FORCE\\s+)?INSTALL\\b.*");
  private static final Pattern ALLOWED =
      Pattern.compile("(?i)^INSTALL\\s+(\\w+|'\\w+'|\"\\w+\")(\\s+FROM\\s+(core|'core'))?\\s*$");
  private static final Pattern UPDATE = Pattern.compile("(?is)^UPDATE\\s+EXTENSIONS\\s*(\\(.*)?");
  private static final Pattern SETTING =
      Pattern.compile(
          "(?is)^(?:(?:RE)?SET|PRAGMA)\\s+(?:(?:GLOBAL|SESSION|LOCAL)\\s+)?\"?(\\w+)\\b.*");

  private InstallRule() {}

  /** A statement or an option that would get extensions from elsewhere. */
  static final class RefusedException extends SQLException {
    RefusedException(String what) {
      super(
          "Permission Error: "
              + what
              + " is refused: extensions come from the operator's folder or from DuckDB's own"
              + " repository, with INSTALL name. The operator fetches them with"
              + " 'noetlctl extensions install'.");
    }
  }

  /**
   * Checks one statement.
   *
   * @throws SQLException when it would get an extension from elsewhere, or change from where
   */
  static void check(SqlStatement statement) throws SQLException {
    switch (statement.keyword()) {
      case "INSTALL", "FORCE", "EXPLAIN", "UPDATE" -> checkInstall(plain(statement));
      case "SET", "RESET", "PRAGMA" -> {
        Matcher setting = SETTING.matcher(plain(statement));
        if (setting.matches()) {
          checkOption(setting.group(1));
        }
      }
      default -> {}
    }
  }

  private static void checkInstall(String sql) throws RefusedException {
    boolean installs = INSTALL.matcher(sql).matches() && !ALLOWED.matcher(sql).matches();
    if (installs || UPDATE.matcher(sql).matches()) {
      throw new RefusedException(sql.lines().findFirst().orElse(sql));
    }
  }

  /** Checks the name of an option of DuckDB. */
  static void checkOption(String name) throws RefusedException {
    if (SETTINGS.stream().anyMatch(name::equalsIgnoreCase)) {
      throw new RefusedException("the setting " + name);
    }
  }

  private static String plain(SqlStatement statement) {
    return statement.withoutComments();
  }
}
