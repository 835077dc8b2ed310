package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lake of a call of kind {@code ducklake}: a catalog, in PostgreSQL or a file, and the folder
 * or bucket of its data, attached to the execution's database under a name.
 *
 * @param name under which it is attached; statements see its tables without it
 * @param extensions what has to be loaded
 * @param attach the statement that attaches it; it may hold a password
 */
record DuckLake(String name, List<String> extensions, String attach) {
  static final String KIND = "ducklake";
  private static final String NAME = "lake";
  private static final String DEFAULT_SECRET = "__default_postgres";

  /** The lake of a call; empty where it is of another kind. */
  static Optional<DuckLake> of(ToolCall call, List<DuckDbSecret> secrets) throws ToolFailure {
    if (!call.kind().equals(KIND)) {
      return Optional.empty();
    }
    if (call.profile().restricted()) {
      throw new ToolFailure("DU0007", "Denied", ExecutionProfile.closed("kind ducklake"));
    }
    CallFields fields = new CallFields(call.config());
    String written = fields.text("catalog_name");
    String name = written == null ? NAME : written;
    String connection = fields.text("catalog_connection");
    Optional<DuckDbSecret> postgres =
        secrets.stream().filter(s -> s.service() == DuckDbSecret.Service.POSTGRES).findFirst();
    List<String> options = new ArrayList<>();
    String data = fields.text("data_path");
    if (data != null) {
      options.add("DATA_PATH " + SqlParameter.quoted(data));
    }
    String catalog;
    if (connection != null) {
      catalog = catalog(connection.strip());
    } else if (postgres.isPresent()) {
      catalog = "postgres:";
      String secret = postgres.get().name();
      options.add("META_SECRET " + SqlParameter.quoted(secret == null ? DEFAULT_SECRET : secret));
    } else {
      throw new ToolFailure(
          "DU0008",
          "ConfigError",
          "ducklake: there is no catalog (expected: auth with the name of a postgres credential, or"
              + " catalog_connection with a connection string or a file)");
    }
    boolean inPostgres = catalog.startsWith("postgres:");
    return Optional.of(
        new DuckLake(
            name,
            inPostgres ? List.of(KIND, "postgres") : List.of(KIND),
            "ATTACH %s AS %s%s"
                .formatted(
                    SqlParameter.quoted("ducklake:" + catalog),
                    quoted(name),
                    options.isEmpty() ? "" : " (" + String.join(", ", options) + ")")));
  }

  /** As DuckLake names it: {@code postgres:} before a connection string, a file as it is. */
  private static String catalog(String connection) {
    String plain = connection.startsWith("ducklake:") ? connection.substring(9) : connection;
    if (plain.startsWith("postgres:") && !plain.startsWith("postgres://")) {
      return plain;
    }
    boolean server =
        plain.startsWith("postgres://")
            || plain.startsWith("postgresql://")
            || plain.matches("(?s)\\s*\\w+\\s*=.*");
    return server ? "postgres:" + plain : plain;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Attaches the lake and makes it the place of names.
   *
   * @return the place of names before, for {@link #leave}
   */
  String enter(DuckDbRun run, OpenedDuckDb database, SqlMask mask)
      throws ToolFailure, SQLException {
    for (String extension : extensions) {
      load(run, extension);
    }
    String before = place(database);
    try {
      run.prepare(attach);
    } catch (SQLException e) {
      throw new ToolFailure(
          "DU0008",
          DuckDbErrors.kind(e),
          "ducklake: the catalog can't be attached: " + mask.hide(DuckDbErrors.message(e)));
    }
    run.prepare("USE " + quoted(name));
    return before;
  }

  private static void load(DuckDbRun run, String extension) throws ToolFailure, SQLException {
    try {
      run.prepare("LOAD " + extension);
    } catch (SQLException e) {
      if (DuckDbFailure.isMissing(e)) {
        throw new ToolFailure(
            "DU0009",
            "ExtensionMissing",
            "ducklake needs DuckDB's extension '%s', which is not here. Fetch it with 'noetlctl extensions install'."
                .formatted(extension));
      }
      throw e;
    }
  }

  private static String place(OpenedDuckDb database) throws SQLException {
    return database.call(
        () -> {
          try (Statement statement = database.connection().createStatement();
              ResultSet row =
                  statement.executeQuery("SELECT current_database(), current_schema()")) {
            row.next();
            return quoted(row.getString(1)) + "." + quoted(row.getString(2));
          }
        });
  }

  /** Makes the place of names what it was, and lets others have the catalog. */
  void leave(DuckDbRun run, String before) throws SQLException {
    run.prepare("USE " + before);
    run.prepare("DETACH " + quoted(name));
  }

  /** Without what its statement may hold. */
  @Override
  public String toString() {
    return "DuckLake[" + name + "]";
  }
}
