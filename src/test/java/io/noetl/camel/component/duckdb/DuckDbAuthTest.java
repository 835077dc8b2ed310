package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.testing.S3Server;
import io.noetl.camel.tool.credential.OpenCredential;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials reach servers, and nobody else. */
class DuckDbAuthTest {
  private static final String PASSWORD = "not-to-be-read";

  @BeforeAll
  static void extensionsAreThere() {
    Path folder = DuckDbSettings.defaults().extensionDirectory();
    assertThat(Files.isDirectory(folder))
        .as("tools/extensions/fetch.sh was run, as the build does")
        .isTrue();
  }

  private static OpenCredential s3(String type, S3Server server) {
    return new OpenCredential(
        "store",
        type,
        Map.of("key_id", "GOOGKEY", "secret_key", PASSWORD, "endpoint", server.endpoint()));
  }

  @Test
  void theSeedsUploadAndDownloadRunAgainstAnS3Server(@TempDir Path folder) throws Exception {
    try (S3Server server = new S3Server("GOOGKEY");
        DuckDbCalls duckdb = new DuckDbCalls(s3("gcs_hmac", server))) {
      Map<String, Object> auth =
          Map.of(
              "gcs_secret",
              Map.of(
                  "source", "credential", "tool", "hmac", "key", "store", "scope", "gs://bucket"));
      assertThat(
              duckdb.result(
                  Map.of(
                      "auth",
                      auth,
                      "commands",
                      """
                      INSTALL httpfs;
                      LOAD httpfs;
                      CREATE TABLE test_data AS SELECT 'test data' AS message, '7' AS id;
                      COPY test_data TO 'gs://bucket/fixture/test_file.parquet' (FORMAT PARQUET);
                      """)))
          .containsEntry("secrets_created", 1L)
          .containsEntry("executed_commands", 4L);
      assertThat(server.objects).containsOnlyKeys("/bucket/fixture/test_file.parquet");
      String local = folder + "/down.parquet";
      assertThat(
              duckdb.result(
                  Map.of(
                      "auth",
                      auth,
                      "commands",
                      "CREATE TABLE back AS FROM 'gs://bucket/fixture/test_file.parquet';"
                          + " COPY back TO '"
                          + local
                          + "'; FROM '"
                          + local
                          + "'")))
          .containsEntry("command_3", List.of(Map.of("message", "test data", "id", "7")));
    }
  }

  /** With moto: {@code moto_server -p 5555}, bucket made, NOETL_TEST_S3=http://127.0.0.1:5555. */
  @Test
  void theSameAgainstTheServerThatTheEnvironmentNames() throws Exception {
    String endpoint = System.getenv("NOETL_TEST_S3");
    assumeThat(endpoint).as("NOETL_TEST_S3").isNotNull();
    Map<String, Object> data =
        Map.of("key_id", "GOOGKEY", "secret_key", PASSWORD, "endpoint", endpoint);
    try (DuckDbCalls duckdb = new DuckDbCalls(new OpenCredential("store", "gcs_hmac", data))) {
      assertThat(
              duckdb.result(
                  Map.of(
                      "auth",
                      Map.of(
                          "gcs_secret",
                          Map.of("tool", "hmac", "key", "store", "scope", "gs://bucket")),
                      "commands",
                      "COPY (SELECT 'test data' AS message) TO 'gs://bucket/fixture/f.parquet';"
                          + " FROM 'gs://bucket/fixture/f.parquet'")))
          .containsEntry("command_2", List.of(Map.of("message", "test data")));
    }
  }

  @Test
  void s3CredentialsWorkTooAndAWrongKeyFailsWithoutTellingTheSecret() throws Exception {
    try (S3Server server = new S3Server("GOOGKEY");
        DuckDbCalls duckdb = new DuckDbCalls(s3("s3", server))) {
      assertThat(
              duckdb.result(
                  Map.of("s3_credential", "store", "command", "COPY (SELECT 1) TO 's3://b/x.csv'")))
          .containsEntry("secrets_created", 1L);
    }
    try (S3Server server = new S3Server("OTHER");
        DuckDbCalls duckdb = new DuckDbCalls(s3("s3", server))) {
      ToolError error =
          duckdb.error(Map.of("auth", "store", "command", "COPY (SELECT 1) TO 's3://b/x.csv'"));
      assertThat(error.message()).contains("403").doesNotContain(PASSWORD);
    }
  }

  @Test
  void aPostgresCredentialIsASecretToAttachWith() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        DuckDbCalls duckdb =
            new DuckDbCalls(
                new OpenCredential(
                    "pg_local",
                    "postgres",
                    Map.of(
                        "db_host", "127.0.0.1",
                        "db_port", postgres.getPort(),
                        "db_user", "postgres",
                        "db_password", PASSWORD,
                        "db_name", "postgres")))) {
      duckdb.result(
          Map.of(
              "auth",
              Map.of(
                  "pg_db", Map.of("source", "credential", "tool", "postgres", "key", "pg_local")),
              "commands",
              """
              ATTACH '' AS pg (TYPE postgres, SECRET pg_db);
              CREATE TABLE pg.public.written AS SELECT 42 AS n;
              """));
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          ResultSet rows =
              connection.createStatement().executeQuery("SELECT n FROM public.written")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(42);
      }
      assertThat(duckdb.result("SELECT n FROM pg.public.written").get("command_1_sample"))
          .isEqualTo(List.of(List.of(42L)));
    }
  }

  @Test
  void aPasswordInTheSqlIsHiddenFromTheError() throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      ToolError error =
          duckdb.error(
              Map.of(
                  "commands",
                  "LOAD postgres; ATTACH 'dbname=d user=u password="
                      + PASSWORD
                      + " host=127.0.0.1 port=1' AS pg (TYPE postgres)"));
      assertThat(error.type()).isEqualTo("IO");
      assertThat(error.message()).contains("password=***").doesNotContain(PASSWORD);
    }
  }

  @Test
  void aMissingCredentialIsAFailureThatNamesIt() throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      Outcome outcome =
          duckdb.call(1, Map.of("auth", Map.of("x", Map.of("key", "nope")), "command", "SELECT 1"));
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed) outcome).error().message())
          .startsWith("credential 'nope' not found: register it with");
    }
  }

  @Test
  void aCredentialOfAnotherKindIsLeftOutWithANote() throws Exception {
    try (DuckDbCalls duckdb =
        new DuckDbCalls(new OpenCredential("snow", "snowflake", Map.of("password", PASSWORD)))) {
      assertThat(duckdb.result(Map.of("auth", Map.of("s", "snow"), "command", "SELECT 1")))
          .containsEntry("secrets_created", 0L);
      assertThat(duckdb.log)
          .containsExactly("auth: DuckDB has no secret for the type snowflake; it is left out");
    }
  }
}
