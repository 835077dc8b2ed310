package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.execution.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the batch's last step does: DuckDB in Python, PostgreSQL attached to it. */
class SeedStoreResultsTest {
  private static final String CODE =
      """
      http_json = json.dumps(http_result) if isinstance(http_result, dict) else str(http_result)
      conn = duckdb.connect()
      try:
          conn.execute("INSTALL postgres")
          conn.execute("LOAD postgres")
          conn.execute("INSTALL json")
          conn.execute("LOAD json")
          attach_query = f"ATTACH 'dbname={pg_db} user={pg_user} password={pg_password} host={pg_host} port={pg_port}' AS postgres_db (TYPE postgres)"
          try:
              conn.execute(attach_query)
          except Exception as e:
              if "already attached" not in str(e):
                  raise e
          for table in ("batch_results", "postgres_db.batch_results"):
              conn.execute(f'''
                  CREATE TABLE IF NOT EXISTS {table} (
                      id BIGINT, execution_id VARCHAR, http_result TEXT, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP)
              ''')
              conn.execute(f'''
                  INSERT INTO {table} (id, execution_id, http_result) VALUES (?, ?, ?)
              ''', [int(time.time() * 1000), execution_id, http_json])
          query_result = conn.execute("SELECT COUNT(*) FROM batch_results").fetchone()
          result = {"status": "success", "total_records": query_result[0] if query_result else 0}
      except Exception as e:
          result = {"status": "error", "message": f"Failed to store batch results: {str(e)}"}
      finally:
          conn.close()
      """;
  private static final Map<String, Object> LIBS =
      Map.of("duckdb", "duckdb", "json", "json", "time", "time");

  @Test
  void resultsStandInPostgres() throws Exception {
    assertThat(Files.isDirectory(DuckDbSettings.defaults().extensionDirectory()))
        .as("tools/extensions/fetch.sh was run, as the build does")
        .isTrue();
    PythonCalls python = new PythonCalls();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      assertThat(python.call(Map.of("libs", LIBS, "code", CODE), args(postgres.getPort())))
          .isEqualTo(new Outcome.Done(Map.of("status", "success", "total_records", 1L)));
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "SELECT execution_id, http_result::json->>'status' FROM batch_results")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("77");
        assertThat(rows.getString(2)).isEqualTo("success");
      }
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsAnErrorWithoutThePassword() throws Exception {
    PythonCalls python = new PythonCalls();
    Outcome outcome = python.call(Map.of("libs", LIBS, "code", CODE), args(1));
    assertThat(outcome.toString())
        .contains("status=error")
        .contains("IO Error: Unable to connect to Postgres")
        .doesNotContain("s3cret");
  }

  private static Map<String, Object> args(int port) {
    return Map.of(
        "http_result", Map.of("status", "success", "data", Map.of("n", 1)),
        "pg_host", "127.0.0.1",
        "pg_port", String.valueOf(port),
        "pg_user", "postgres",
        "pg_password", "s3cret",
        "pg_db", "postgres",
        "execution_id", "77");
  }
}
