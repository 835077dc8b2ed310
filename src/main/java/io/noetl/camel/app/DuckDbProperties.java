package io.noetl.camel.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How DuckDB runs.
 *
 * @param extensions the folder of extensions; null for {@code NOETL_DUCKDB_EXTENSIONS}, else {@code
 *     duckdb-extensions} in the home folder
 * @param data the folder of the executions' databases; null keeps them in memory
 * @param memoryLimit DuckDB's memory_limit of each database; null for DuckDB's own
 * @param threads DuckDB's threads of each database; null for one a core
 * @param externalAccess whether SQL may reach files, servers and other databases
 * @param restrictedFolder the folder that SQL of restricted executions reads and writes, all of
 *     them the same; null for no file
 * @param rows how many rows of one statement a step's result holds at most
 */
@ConfigurationProperties("noetl.duckdb")
record DuckDbProperties(
    @Nullable Path extensions,
    @Nullable Path data,
    @Nullable String memoryLimit,
    @Nullable Integer threads,
    @DefaultValue("true") boolean externalAccess,
    @Nullable Path restrictedFolder,
    @DefaultValue("10000") int rows) {}
