package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.HomeFolder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How DuckDB runs.
 *
 * @param extensionDirectory where extensions are: {@code
 *     v<version>/<platform>/<name>.duckdb_extension}
 * @param dataDirectory where the databases of executions lie; null keeps them in memory
 * @param memoryLimit DuckDB's {@code memory_limit} of each database, for example {@code 2GB}; null
 *     leaves DuckDB's own (80 % of the machine)
 * @param threads DuckDB's {@code threads} of each database; null: one a core
 * @param externalAccess whether SQL may reach files, servers and other databases
 * @param rows how many rows of one statement a step's result holds at most
 */
public record DuckDbSettings(
    Path extensionDirectory,
    @Nullable Path dataDirectory,
    @Nullable String memoryLimit,
    @Nullable Integer threads,
    boolean externalAccess,
    int rows) {

  /** In memory, at most 10,000 rows of a statement; extensions where {@code fetch.sh} puts them. */
  public static DuckDbSettings defaults() {
    return defaults(System.getenv());
  }

  static DuckDbSettings defaults(Map<String, String> environment) {
    Path extensions =
        HomeFolder.folder(environment, "NOETL_DUCKDB_EXTENSIONS", "duckdb-extensions");
    return new DuckDbSettings(extensions, null, null, null, true, 10_000);
  }

  /** The same with another folder of extensions. */
  public DuckDbSettings withExtensionDirectory(Path folder) {
    return new DuckDbSettings(folder, dataDirectory, memoryLimit, threads, externalAccess, rows);
  }

  /** The same with another folder of databases. */
  public DuckDbSettings withDataDirectory(@Nullable Path folder) {
    return new DuckDbSettings(
        extensionDirectory, folder, memoryLimit, threads, externalAccess, rows);
  }

  /** The same with another answer to the question whether SQL may leave its database. */
  public DuckDbSettings withExternalAccess(boolean allowed) {
    return new DuckDbSettings(
        extensionDirectory, dataDirectory, memoryLimit, threads, allowed, rows);
  }

  /** The same with another bound on the rows of a result. */
  public DuckDbSettings withRows(int most) {
    return new DuckDbSettings(
        extensionDirectory, dataDirectory, memoryLimit, threads, externalAccess, most);
  }
}
