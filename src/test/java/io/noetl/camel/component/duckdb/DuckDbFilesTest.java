package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.net.OutboundProxy;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.credential.OpenCredential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Restricted SQL reads and writes the files that it is given, and no others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbFilesTest {
  private static final String SECRET = "canary-of-a-file";
  private static final DuckDbSettings SETTINGS = DuckDbSettings.defaults();

  /** Ways to a file, {@code <S>}, or to a folder outside, {@code <O>}. */
  static final List<String> WAYS =
      List.of(
          "FROM '<S>'",
          "FROM read_text('<S>')",
          "FROM read_blob('<S>')",
          "FROM read_csv('<S>')",
          "FROM read_json('<S>')",
          "FROM sniff_csv('<S>')",
          "FROM parquet_metadata('<S>')",
          "FROM query('FROM read_text(''<S>'')')",
          "FROM alias : read_text('<S>')",
          "FROM read_text('file://<S>')",
          "FROM read_text('file:<S>')",
          "FROM read_text('<O>/in/../secret.csv')",
          "FROM read_text('<O>/in/link.csv')",
          "FROM glob('<O>/*')",
          "SUMMARIZE FROM read_csv('<S>')",
          "DESCRIBE FROM read_csv('<S>')",
          "PIVOT read_csv('<S>') ON a",
          "CREATE TABLE t AS FROM read_text('<S>'); FROM t",
          "CREATE MACRO m() AS TABLE FROM read_text('<S>'); FROM m()",
          "CREATE VIEW v AS FROM read_text('<S>'); FROM v",
          "PREPARE p AS FROM read_text(?); EXECUTE p('<S>')",
          "SELECT getenv('HOME')",
          "ATTACH '<O>/new.db' AS x",
          "ATTACH '<O>/old.db' AS x; FROM x.t",
          "FROM read_duckdb('<O>/old.db', table_name = 't')",
          "COPY (SELECT 1) TO '<O>/new.csv'",
          "COPY (SELECT 1) TO '<O>/new.parquet'",
          "COPY (SELECT 1) TO '<O>/in/../new2.csv'",
          "EXPORT DATABASE '<O>/new'",
          "IMPORT DATABASE '<O>'",
          "SET temp_directory='<O>/new'",
          "SET secret_directory='<O>/new'",
          "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
          "SET log_query_path='<O>/new.log'; SELECT 1",
          "SET profile_output='<O>/new.json'; PRAGMA enable_profiling='json'; SELECT 1",
          "SET file_search_path='<O>'; FROM 'secret.csv'",
          "SET home_directory='<O>'; FROM '~/secret.csv'",
          "SET allowed_directories=['/']; FROM '<S>'",
          "SET enable_external_access=true; FROM '<S>'",
          "SET disabled_filesystems=''; FROM '<S>'",
          "INSTALL '<S>'",
          "LOAD '<S>'",
          "CALL enable_logging(storage='file', storage_path='<O>/new')",
          "FROM query('FROM enable_' || 'logging(storage=''file'', storage_path=''<O>/new'')')");

  @TempDir Path outside;
  private final OutboundProxy proxy = new OutboundProxy(() -> UUID.randomUUID().toString());

  @BeforeEach
  void files() throws Exception {
    assumeThat(Files.isDirectory(SETTINGS.extensionDirectory()))
        .as("tools/extensions/fetch.sh was run")
        .isTrue();
    Files.createDirectories(outside.resolve("in"));
    Files.writeString(outside.resolve("secret.csv"), "a\n" + SECRET + "\n");
    Path link = outside.resolve("in/link.csv");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, outside.resolve("secret.csv"));
      try (DuckDbCalls duckdb = new DuckDbCalls(SETTINGS)) {
        duckdb.result(
            in("ATTACH '<O>/old.db' AS x; CREATE TABLE x.t AS SELECT '" + SECRET + "' AS a"));
      }
    }
  }

  @AfterAll
  void close() {
    proxy.close();
  }

  private String in(String sql) {
    return sql.replace("<S>", outside.resolve("secret.csv").toString())
        .replace("<O>", outside.toString());
  }

  private DuckDbCalls calls(FileAccess files, OpenCredential... credentials) {
    DuckDbNetwork network = new DuckDbNetwork(proxy, Guards.local(), new SecureRandom());
    return new DuckDbCalls(
        new DuckDbOpener(SETTINGS, network),
        SETTINGS,
        DuckDbAccess.restricted(files, server -> false),
        credentials);
  }

  @Test
  void noWayLeadsToAFileWhereThereAreNone() throws Exception {
    nothingIsReadOrWritten(new FileAccess.None());
  }

  @Test
  void noWayLeadsOutOfTheFolder() throws Exception {
    nothingIsReadOrWritten(new FileAccess.Folder(outside.resolve("in")));
  }

  private void nothingIsReadOrWritten(FileAccess access) throws Exception {
    for (String way : WAYS) {
      try (DuckDbCalls duckdb = calls(access)) {
        Outcome outcome = duckdb.call(1, Map.of("command", in(way)));

        assertThat(String.valueOf(outcome)).as(way).doesNotContain(SECRET);
        try (Stream<Path> there = Files.list(outside)) {
          assertThat(there.map(Path::getFileName).map(Path::toString))
              .as(way)
              .containsExactlyInAnyOrder("in", "secret.csv", "old.db");
        }
      }
    }
  }

  @Test
  void filesOfTheFolderAreReadAndWritten() throws Exception {
    Path folder = outside.resolve("in");
    try (DuckDbCalls duckdb = calls(new FileAccess.Folder(folder))) {
      String file = folder.resolve("own.csv").toString();
      Map<String, Object> result =
          duckdb.result("COPY (SELECT 7 AS n) TO '%s'; FROM '%s'".formatted(file, file));
      assertThat(result).containsEntry("command_2", List.of(Map.of("n", 7L)));
      Files.delete(Path.of(file));
    }
  }

  @Test
  void aDatabaseOutsideIsNotOpened() throws Exception {
    for (FileAccess access :
        List.of(new FileAccess.None(), new FileAccess.Folder(outside.resolve("in")))) {
      try (DuckDbCalls duckdb = calls(access)) {
        for (String name :
            List.of(outside + "/old.db", ":memory:shared", outside + "/in/../x.db")) {
          assertThat(duckdb.error(Map.of("command", "SELECT 1", "database", name)).message())
              .contains("can't be opened");
        }
      }
    }
  }

  @Test
  void restrictedSqlCallsTheServersOfItsExecutionAlone() throws Exception {
    DuckDbNetwork network = new DuckDbNetwork(proxy, Guards.local(), new SecureRandom());
    try (Listeners listeners = new Listeners();
        Listeners allowed = new Listeners();
        DuckDbCalls duckdb =
            new DuckDbCalls(
                new DuckDbOpener(SETTINGS, network),
                SETTINGS,
                DuckDbAccess.restricted(
                    new FileAccess.None(),
                    server -> server.equals(new HostPort("127.0.0.1", allowed.port()))))) {
      for (String way :
          List.of(
              "FROM 'http://<A>:<P>/x.csv'",
              "ATTACH 'host=<A> port=<P> user=u' AS a (TYPE postgres)",
              "ATTACH 'host=<F>' AS a (TYPE postgres)",
              "FROM postgres_scan('host=<A> port=<P>', 'public', 't')")) {
        duckdb.call(1, Map.of("command", "FROM postgres_scan('', 'http://', '')"));
        duckdb.call(1, Map.of("command", listeners.in(way)));
        assertThat(listeners.seen()).as(way).isZero();
      }
      duckdb.call(1, Map.of("command", allowed.in("FROM 'http://<A>:<P>/x.csv'")));
      assertThat(allowed.seen()).isPositive();
    }
  }
}
