package io.noetl.camel.component.duckdb;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.tool.credential.OpenCredential;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lakes of DuckLake, with the extension that the build fetches. */
class DuckLakeTest {
  private static final String PASSWORD = "not-to-be-read";
  @TempDir private Path folder;

  @Test
  void aLakeInAFileIsTheSameForEachExecution() throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      result(duckdb, 1, inFile("CREATE TABLE users (id INTEGER, name VARCHAR)"));
      result(duckdb, 1, inFile("INSERT INTO users VALUES (1, 'Ada'), (2, 'Bob')"));

      assertThat(result(duckdb, 2, inFile("SELECT * FROM users ORDER BY id")))
          .containsEntry(
              "command_1", List.of(map("id", 1L, "name", "Ada"), map("id", 2L, "name", "Bob")));
      assertThat(Files.isDirectory(folder.resolve("data"))).isTrue();
    }
  }

  @Test
  void aDuckdbStepBehindItSeesItsOwnTables() throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      duckdb.result("CREATE TABLE own AS SELECT 7 AS n");
      result(duckdb, 1, inFile("CREATE TABLE shared AS SELECT 1 AS n"));

      assertThat(duckdb.result("SELECT n FROM own").get("command_1_sample"))
          .isEqualTo(List.of(List.of(7L)));
      assertThat(error(duckdb, inFile("SELECT * FROM own")).message()).contains("own");
      assertThat(duckdb.result("SELECT n FROM own").get("command_1_sample"))
          .isEqualTo(List.of(List.of(7L)));
    }
  }

  @Test
  void itsCatalogMayBeInPostgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        DuckDbCalls duckdb =
            new DuckDbCalls(
                new OpenCredential(
                    "pg_lake",
                    "postgres",
                    Map.of(
                        "db_host", "127.0.0.1",
                        "db_port", postgres.getPort(),
                        "db_user", "postgres",
                        "db_password", PASSWORD,
                        "db_name", "postgres")))) {
      Map<String, Object> byCredential =
          map(
              "auth", "pg_lake",
              "catalog_name", "analytics",
              "data_path", folder.resolve("rows") + "/",
              "command", "CREATE TABLE t AS SELECT 42 AS n");
      result(duckdb, 1, byCredential);
      Map<String, Object> byText =
          map(
              "catalog_connection",
              "host=127.0.0.1 port=%d user=postgres password=%s dbname=postgres"
                  .formatted(postgres.getPort(), PASSWORD),
              "command",
              "SELECT n FROM t");

      assertThat(result(duckdb, 2, byText)).containsEntry("command_1", List.of(map("n", 42L)));
      ToolError wrong =
          error(
              duckdb,
              map(
                  "catalog_connection",
                  "postgresql://postgres:%s@127.0.0.1:1/none".formatted(PASSWORD),
                  "command",
                  "SELECT 1"));
      assertThat(wrong.message()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void withoutACatalogOrTheExtensionItSaysWhatToDo() throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      assertThat(error(duckdb, map("command", "SELECT 1")).message())
          .contains("expected: auth with the name of a postgres credential");
    }
    DuckDbSettings bare = DuckDbSettings.defaults().withExtensionDirectory(folder.resolve("none"));
    try (DuckDbCalls duckdb = new DuckDbCalls(bare)) {
      assertThat(error(duckdb, inFile("SELECT 1")))
          .satisfies(
              error -> {
                assertThat(error.code()).isEqualTo("DU0009");
                assertThat(error.message()).contains("noetlctl extensions install");
              });
    }
  }

  @Test
  void aRestrictedPlaybookHasNone() throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      Outcome denied =
          duckdb.call(
              "ducklake", 1, inFile("SELECT 1"), new ExecutionProfile(true, HostRules.NONE, null));
      assertThat(((Outcome.Failed) denied).error().message()).contains("noetl.profile.restricted");
    }
  }

  private Map<String, Object> inFile(String sql) {
    return map(
        "catalog_connection", folder.resolve("catalog.ducklake").toString(),
        "data_path", folder.resolve("data").toString(),
        "command", sql);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> result(
      DuckDbCalls duckdb, long execution, Map<String, Object> config) throws InterruptedException {
    Outcome outcome = duckdb.call("ducklake", execution, config, ExecutionProfile.trusted());
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Map<String, Object>) ((Outcome.Done) outcome).result();
  }

  private static ToolError error(DuckDbCalls duckdb, Map<String, Object> config)
      throws InterruptedException {
    return ((Outcome.Failed) duckdb.call("ducklake", 1, config, ExecutionProfile.trusted()))
        .error();
  }
}
