package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.sql.SqlStatement;
import io.noetl.camel.tool.sql.SqlToken;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How DuckDB is kept to the files that a database may read and write. */
sealed interface FileRule {
  /** What is no file of this machine. Its connections are judged elsewhere. */
  List<String> REMOTE =
      List.of("http://", "https://", "s3://", "s3a://", "s3n://", "gs://", "gcs://", "r2://");

  /** DuckDB looks for the folder of its secrets once, which must be before files are closed off. */
  String LOOK_FOR_SECRETS = "SELECT count(*) FROM duckdb_secrets()";

  /** The rule for an access. */
  static FileRule of(FileAccess access) {
    return switch (access) {
      case FileAccess.All ignored -> new Open();
      case FileAccess.None ignored -> new Closed();
      case FileAccess.Folder(Path folder) -> new Within(folder);
    };
  }

  /** Checks where a database lies. */
  void check(String database) throws SQLException;

  /** Sets what has to stand before the database is opened. */
  void configure(Properties properties);

  /** Closes the files off, once extensions are loaded. */
  void apply(Statement statement) throws SQLException;

  /**
   * Checks a statement, where DuckDB itself does not.
   *
   * @throws SQLException when it may not run
   */
  default void check(SqlStatement statement) throws SQLException {}

  /** Any file. */
  record Open() implements FileRule {
    @Override
    public void check(String database) {}

    @Override
    public void configure(Properties properties) {}

    @Override
    public void apply(Statement statement) {}
  }

  /** No file: DuckDB has no local file system. */
  record Closed() implements FileRule {
    @Override
    public void check(String database) throws SQLException {
      if (!database.equals(DuckDbDatabases.MEMORY)) {
        throw DuckDbOpener.refused(database, "this execution may use databases in memory only");
      }
    }

    @Override
    public void configure(Properties properties) {
      oneThread(properties);
    }

    @Override
    public void apply(Statement statement) throws SQLException {
      statement.execute(LOOK_FOR_SECRETS);
      statement.execute("SET disabled_filesystems = 'LocalFileSystem'");
    }
  }

  /** Files of one folder: DuckDB follows links before it compares. */
  record Within(Path folder) implements FileRule {
    private static final Set<String> HIDING =
        Set.of("query", "json_execute_serialized_sql", "import");

    @Override
    public void check(String database) throws SQLException {
      if (database.equals(DuckDbDatabases.MEMORY)) {
        return;
      }
      try {
        Path file = Path.of(database).toAbsolutePath().normalize();
        Path parent = file.getParent();
        if (parent != null
            && parent.toRealPath().startsWith(folder.toRealPath())
            && !java.nio.file.Files.isSymbolicLink(file)) {
          return;
        }
      } catch (IOException | IllegalArgumentException e) {
        // it is not there, or no path at all
      }
      throw DuckDbOpener.refused(database, "this execution may use files in " + folder + " only");
    }

    /**
     * A log that may not be written ends the process as DuckDB 1.5 closes the database, so nothing
     * may begin one: no statement that names it, or hides SQL in a text.
     */
    @Override
    public void check(SqlStatement statement) throws SQLException {
      for (SqlToken token : statement.tokens()) {
        String piece = statement.text(token).toLowerCase(Locale.ROOT).replace("\"", "");
        boolean named = HIDING.contains(piece) || piece.contains("enable_logging");
        if (named && token.kind() != SqlToken.Kind.COMMENT) {
          throw new SQLException(
              "Permission Error: "
                  + statement.text(token)
                  + " may not stand in SQL that is kept to a folder");
        }
      }
    }

    @Override
    public void configure(Properties properties) {
      oneThread(properties);
      // with files closed off partly, DuckDB would look into the folder of secrets and fail
      properties.setProperty("allow_persistent_secrets", "false");
      properties.remove("secret_directory");
    }

    @Override
    public void apply(Statement statement) throws SQLException {
      String allowed =
          Stream.concat(Stream.of(folder.toAbsolutePath().normalize() + "/"), REMOTE.stream())
              .map(SqlParameter::quoted)
              .collect(Collectors.joining(", ", "[", "]"));
      statement.execute("SET allowed_directories = " + allowed);
      statement.execute("SET enable_external_access = false");
    }
  }

  /** All work is done in the thread that calls, by which the gate knows whose it is. */
  private static void oneThread(Properties properties) {
    properties.setProperty("threads", "1");
    properties.remove("worker_threads");
    properties.setProperty("external_threads", "1");
  }
}
