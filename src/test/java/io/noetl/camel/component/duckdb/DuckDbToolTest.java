package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step's SQL gives. */
class DuckDbToolTest {
  private final DuckDbCalls duckdb = new DuckDbCalls();

  @AfterEach
  void close() {
    duckdb.close();
  }

  @Test
  void eachStatementThatGivesRowsIsInTheResult() throws Exception {
    Map<String, Object> result =
        duckdb.result(
            """
            CREATE TABLE users (id INTEGER, name VARCHAR);
            -- a comment; with a semicolon
            INSERT INTO users VALUES (1, 'Ann; or so'), (2, $$Bo;b$$);
            # a comment in NoETL's way
            SELECT * FROM users ORDER BY id;
            """);
    assertThat(result)
        .isEqualTo(
            Map.of(
                "executed_commands",
                3L,
                "command_2_rows_changed",
                2L,
                "command_3",
                List.of(Map.of("id", 1L, "name", "Ann; or so"), Map.of("id", 2L, "name", "Bo;b")),
                "command_3_rows",
                2L,
                "command_3_columns",
                List.of("id", "name"),
                "command_3_sample",
                List.of(List.of(1L, "Ann; or so"), List.of(2L, "Bo;b")),
                "task_id",
                "sql",
                "execution_id",
                "1",
                "secrets_created",
                0L,
                "database_path",
                ":memory:"));
  }

  @Test
  void aQueryOnADatabaseOfItsOwnGivesItsRows() throws Exception {
    Outcome outcome =
        duckdb.call(
            1,
            Map.of(
                "database", ":memory:", "query", "CREATE TABLE t AS SELECT 1 a; SELECT a FROM t"));
    assertThat(outcome).isEqualTo(new Outcome.Done(List.of(Map.of("a", 1L))));
  }

  @Test
  void sqlMayStandInManyFields() throws Exception {
    String encoded = Base64.getEncoder().encodeToString("SELECT 5 AS n".getBytes());
    assertThat(duckdb.result(Map.of("script", "SELECT 5 AS n")).get("command_1_rows"))
        .isEqualTo(1L);
    for (String field : List.of("query", "command", "sql", "statement", "cmd")) {
      assertThat(duckdb.result(Map.of(field, "SELECT 5 AS n")).get("command_1_sample"))
          .as(field)
          .isEqualTo(List.of(List.of(5L)));
    }
    assertThat(duckdb.result(Map.of("command_b64", encoded)).get("command_1_sample"))
        .isEqualTo(List.of(List.of(5L)));
    assertThat(duckdb.result(Map.of("commands", List.of("SELECT 4; SELECT 5", "SELECT 6"))))
        .containsEntry("executed_commands", 3L)
        .containsEntry("command_3_sample", List.of(List.of(6L)));
    assertThat(duckdb.error(Map.of("commands", " -- nothing\n")).message())
        .isEqualTo("commands holds no SQL statement (expected: at least one) (book.yaml)");
    assertThat(duckdb.error(Map.of()).message()).startsWith("No SQL command provided");
  }

  @Test
  void valuesBecomeJsonLike() throws Exception {
    Map<String, Object> result =
        duckdb.result(
            """
            SELECT 1::TINYINT, 2::HUGEINT, 170141183460469231731687303715884105727::HUGEINT, 1.25::DECIMAL(6,2), 'nan'::DOUBLE,
              0.5::FLOAT, true, NULL, DATE '2026-01-02', TIME '03:04:05', TIMESTAMP '2026-01-02 03:04:05',
              TIMESTAMPTZ '2026-01-02 03:04:05+00', INTERVAL '1 day', '\\x01'::BLOB,
              '00000000-0000-0000-0000-000000000005'::UUID, '{"a": [1, null]}'::JSON, [1, 2], {'a': 1, 'b': [DATE '2026-01-02']},
              MAP {'k': 1.5::DOUBLE}, 'x'::ENUM('x')
            """);
    assertThat(((List<?>) result.get("command_1_sample")).getFirst())
        .isEqualTo(
            Arrays.asList(
                1L,
                2L,
                new java.math.BigInteger("170141183460469231731687303715884105727"),
                1.25,
                null,
                0.5,
                true,
                null,
                "2026-01-02",
                "03:04:05",
                "2026-01-02T03:04:05",
                "2026-01-02T03:04:05Z",
                "1 day",
                "AQ==",
                "00000000-0000-0000-0000-000000000005",
                Map.of("a", Arrays.asList(1L, null)),
                List.of(1L, 2L),
                Map.of("a", 1L, "b", List.of("2026-01-02")),
                Map.of("k", 1.5),
                "x"));
  }

  @Test
  void aTimeThatJavaCanNotHoldIsSaidWithTheWayOut() throws Exception {
    for (String value :
        List.of(
            "TIME '24:00:00'",
            "'infinity'::TIMESTAMP_S",
            "'infinity'::TIMESTAMP_MS",
            "'-infinity'::TIMESTAMP_MS",
            "{'x': 'infinity'::TIMESTAMP_S}")) {
      assertThat(duckdb.error(Map.of("query", "SELECT " + value + " AS a")).message())
          .as(value)
          .contains("that Java can't hold")
          .contains("select it as text, CAST(… AS VARCHAR)");
      assertThat(duckdb.result("SELECT CAST(" + value + " AS VARCHAR) AS a"))
          .containsEntry("command_1_rows", 1L);
    }
  }

  @Test
  void paramsAreBoundNotPasted() throws Exception {
    String nasty = "'); DROP TABLE t; --";
    assertThat(
            duckdb.result(
                Map.of(
                    "commands",
                    "CREATE TABLE t(a VARCHAR, n INT); INSERT INTO t VALUES ($text, $n); SELECT a"
                        + " FROM t WHERE n = $n",
                    "params",
                    Map.of("text", nasty, "n", 7))))
        .containsEntry("command_3_sample", List.of(List.of(nasty)));
    assertThat(duckdb.result(Map.of("command", "SELECT ? AS l", "params", List.of(List.of(1, 2)))))
        .containsEntry("command_1_sample", List.of(List.of(List.of(1L, 2L))));
    assertThat(duckdb.error(Map.of("command", "SELECT $missing")).message())
        .contains(
            "Values were not provided for the following prepared statement parameters: missing");
  }

  @Test
  void theFirstFailureEndsTheStepAndNamesItsStatementAndLine() throws Exception {
    Outcome outcome =
        duckdb.call(
            1,
            Map.of(
                "commands", "CREATE TABLE kept(a INT);\n\nSELECT *\nFROM nope;\nDROP TABLE kept"));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Outcome.Failed failed = (Outcome.Failed) outcome;
    assertThat(failed.error().type()).isEqualTo("Catalog");
    assertThat(failed.error().message())
        .startsWith("Catalog Error: Table with name nope does not exist!")
        .endsWith("— at command 2 of 3: SELECT * (book.yaml:22)");
    assertThat(failed.result()).isEqualTo(Map.of("executed_commands", 1L));
    assertThat(duckdb.result("SELECT count(*) AS n FROM kept").get("command_1_rows")).isEqualTo(1L);
  }

  @Test
  void anExecutionKeepsItsDatabaseUntilItIsReleased(@TempDir Path folder) throws Exception {
    duckdb.call(1, Map.of("command", "CREATE TEMP TABLE mine AS SELECT 1"));
    assertThat(duckdb.call(1, Map.of("command", "FROM mine"))).isInstanceOf(Outcome.Done.class);
    assertThat(duckdb.call(2, Map.of("command", "FROM mine"))).isInstanceOf(Outcome.Failed.class);
    duckdb.release(1);
    assertThat(duckdb.call(1, Map.of("command", "FROM mine"))).isInstanceOf(Outcome.Failed.class);

    DuckDbSettings onDisk = DuckDbSettings.defaults().withDataDirectory(folder.resolve("data"));
    try (DuckDbCalls files = new DuckDbCalls(onDisk)) {
      files.call(9, Map.of("command", "CREATE TABLE t AS SELECT 1"));
      assertThat(folder.resolve("data/duckdb_9.duckdb")).exists();
      files.release(9);
      assertThat(folder.resolve("data/duckdb_9.duckdb")).doesNotExist();
    }
  }

  @Test
  void aDatabaseFileIsTheUsersOwn(@TempDir Path folder) throws Exception {
    String file = folder.resolve("sub/own.duckdb").toString();
    duckdb.call(1, Map.of("database", file, "command", "CREATE TABLE t AS SELECT 1 AS a"));
    duckdb.release(1);
    assertThat(Files.exists(Path.of(file))).isTrue();
    assertThat(duckdb.result(Map.of("database", file, "command", "FROM t")))
        .containsEntry("command_1_sample", List.of(List.of(1L)))
        .containsEntry("database_path", file);
  }

  @Test
  void aDatabaseThatNobodyUsesIsClosedAndOpenedAgain(@TempDir Path folder) throws Exception {
    DuckDbSettings settings = DuckDbSettings.defaults().withDataDirectory(folder);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (DuckDbDatabases databases =
        new DuckDbDatabases(new DuckDbOpener(settings), settings, now::get)) {
      DuckDbDatabase first = databases.get(1, null, DuckDbAccess.TRUSTED, Set.of());
      first.opened().connection().createStatement().execute("CREATE TABLE t AS SELECT 1");
      now.set(now.get().plus(Duration.ofHours(1)));
      databases.get(2, null, DuckDbAccess.TRUSTED, Set.of());
      assertThat(first.opened().connection().isClosed()).isTrue();
      databases
          .get(1, null, DuckDbAccess.TRUSTED, Set.of())
          .opened()
          .connection()
          .createStatement()
          .execute("FROM t");
    }
  }

  @Test
  void rowsAboveTheBoundAreInATable() throws Exception {
    try (DuckDbCalls few = new DuckDbCalls(DuckDbSettings.defaults().withRows(3))) {
      assertThat(few.result("FROM range(10)"))
          .containsEntry("command_1_rows", 10L)
          .containsEntry("command_1_truncated", true)
          .containsEntry("command_1_table", "rows_of_sql_1")
          .hasEntrySatisfying("command_1", rows -> assertThat((List<?>) rows).hasSize(3));
      assertThat(few.result("SELECT count(*) AS n FROM rows_of_sql_1"))
          .containsEntry("command_1", List.of(Map.of("n", 10L)));
      few.result("CREATE TABLE t (a INT)");
      assertThat(few.result("INSERT INTO t FROM range(10) RETURNING a"))
          .containsEntry("command_1_truncated", true)
          .doesNotContainKey("command_1_table");
      assertThat(few.result("SELECT count(*) AS n FROM t"))
          .containsEntry("command_1", List.of(Map.of("n", 10L)));
    }
  }

  @Test
  void interruptingTheCallerStopsTheStatement(@TempDir Path folder) throws Exception {
    Path started = folder.resolve("started.csv");
    AtomicReference<Object> end = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    end.set(
                        duckdb.call(
                            1,
                            Map.of(
                                "command",
                                "CREATE TABLE kept AS SELECT 1; COPY (SELECT 1) TO '"
                                    + started
                                    + "'; SELECT count(*) FROM range(1000000000000) a")));
                  } catch (InterruptedException e) {
                    end.set(e);
                  }
                });
    while (Files.notExists(started) && caller.isAlive()) {
      Thread.sleep(5);
    }
    caller.interrupt();
    caller.join();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(duckdb.result("FROM kept")).containsEntry("command_1_rows", 1L);
  }

  @Test
  void filesOfSeveralKindsAreRead(@TempDir Path folder) throws Exception {
    String base = folder + "/data";
    assertThat(
            duckdb.result(
                """
                CREATE TABLE t AS SELECT 1 AS a, 'x' AS b;
                COPY t TO '%1$s.parquet'; COPY t TO '%1$s.csv'; COPY t TO '%1$s.json';
                SELECT * FROM '%1$s.parquet' UNION ALL FROM '%1$s.csv' UNION ALL FROM '%1$s.json';
                """
                    .formatted(base)))
        .containsEntry("command_5_rows", 3L);
  }

  @Test
  void spreadsheetsAreWrittenAndRead(@TempDir Path folder) throws Exception {
    assertThat(DuckDbSettings.defaults().extensionDirectory())
        .as("tools/extensions/fetch.sh was run, as the build does")
        .isDirectory();
    String file = folder + "/book.xlsx";
    duckdb.result("COPY (SELECT 1 AS a, 'x' AS b) TO '" + file + "' (FORMAT xlsx, HEADER true)");
    assertThat(Files.readAllBytes(Path.of(file))).startsWith('P', 'K');
    assertThat(duckdb.result("FROM '" + file + "'; SELECT b FROM read_xlsx('" + file + "')"))
        .containsEntry("command_1", List.of(Map.of("a", 1.0, "b", "x")))
        .containsEntry("command_2", List.of(Map.of("b", "x")));
  }

  @Test
  void withoutExternalAccessFilesAreOutOfReach(@TempDir Path folder) throws Exception {
    DuckDbSettings closed = DuckDbSettings.defaults().withExternalAccess(false);
    try (DuckDbCalls inside = new DuckDbCalls(closed)) {
      for (String sql :
          List.of(
              "COPY (SELECT 1) TO '" + folder + "/out.csv'",
              "FROM read_csv('/etc/passwd')",
              "ATTACH '" + folder + "/x.db'",
              "SET enable_external_access = true",
              "LOAD httpfs")) {
        ToolError error = inside.error(Map.of("command", sql));
        assertThat(error.message()).as(sql).containsAnyOf("disabled", "locked", "permission");
      }
      assertThat(folder).isEmptyDirectory();
    }
  }
}
