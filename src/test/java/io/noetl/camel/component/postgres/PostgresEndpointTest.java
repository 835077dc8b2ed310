package io.noetl.camel.component.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.testing.Endpoints;
import io.noetl.camel.testing.TestPostgres;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code postgres:} in a Camel context that knows no playbook. */
class PostgresEndpointTest {
  private static Endpoints camel;

  @BeforeAll
  static void start() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(TestPostgres.database("camel_endpoint").jdbcUrl());
    source.setUser("postgres");
    source.setPassword("postgres");
    camel = new Endpoints();
    camel.context().getRegistry().bind("shop", source);
  }

  @AfterAll
  static void stop() {
    camel.close();
  }

  private static Exchange run(String sql, Object body) throws Exception {
    return run(Map.of("sql", sql), body);
  }

  private static Exchange run(Map<String, Object> options, Object body) throws Exception {
    return camel.send(camel.endpoint("postgres:#shop", options), body);
  }

  private static Object rows(String sql, Object body) throws Exception {
    Exchange exchange = run(sql, body);
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody();
  }

  @Test
  void rowsHaveTheServersValuesAsJson() throws Exception {
    assertThat(
            rows(
                "SELECT 1::bigint AS n, 1.50::numeric AS d, '{\"a\": [1]}'::jsonb AS j,"
                    + " '{x,y}'::text[] AS l, timestamptz '2026-03-01 10:00:00+02' AS t",
                null))
        .isEqualTo(
            List.of(
                Map.of(
                    "n",
                    1L,
                    "d",
                    1.5,
                    "j",
                    Map.of("a", List.of(1L)),
                    "l",
                    List.of("x", "y"),
                    "t",
                    "2026-03-01T08:00:00+00:00")));
  }

  @Test
  void valuesAreBoundAndNeverText() throws Exception {
    assertThat(rows("SELECT :name AS n, :n + 1 AS m", Map.of("name", "'; --", "n", 1)))
        .isEqualTo(List.of(Map.of("n", "'; --", "m", 2L)));
    assertThat(rows("SELECT ?::int[] AS l", List.of(List.of(1, 2))))
        .isEqualTo(List.of(Map.of("l", List.of(1L, 2L))));
    assertThat(rows("SELECT $2 AS b, $1 AS a", List.of("x", "y")))
        .isEqualTo(List.of(Map.of("a", "x", "b", "y")));
  }

  @Test
  void aNumberForATextColumnIsTextInTheSameTransaction() throws Exception {
    run("CREATE TABLE codes (code text NOT NULL)", null);
    Exchange exchange =
        run(
            "INSERT INTO codes VALUES ('a'); INSERT INTO codes SELECT lower(:code)",
            Map.of("code", 7));
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeader(PostgresConstants.UPDATE_COUNT)).isEqualTo(2L);
    assertThat(rows("SELECT code FROM codes ORDER BY 1", null))
        .isEqualTo(List.of(Map.of("code", "7"), Map.of("code", "a")));
  }

  @Test
  void theStatementsOfAMessageShareASessionAndATransaction() throws Exception {
    assertThat(
            rows(
                "CREATE TEMP TABLE mine ON COMMIT DROP AS SELECT 3 AS n; SELECT n FROM mine", null))
        .isEqualTo(List.of(Map.of("n", 3L)));
    run("CREATE TABLE kept (n int)", null);
    assertThat(run("INSERT INTO kept VALUES (1); SELECT 1/0", null).getException())
        .isInstanceOf(SQLException.class);
    assertThat(rows("SELECT count(*) AS n FROM kept", null)).isEqualTo(List.of(Map.of("n", 0L)));
    assertThat(
            run(
                    Map.of("sql", "INSERT INTO kept VALUES (1); VACUUM kept", "transacted", false),
                    null)
                .getException())
        .isNull();
    assertThat(rows("SELECT count(*) AS n FROM kept", null)).isEqualTo(List.of(Map.of("n", 1L)));
  }

  @Test
  void bracesAndQuestionMarksArePostgresqlsOwn() throws Exception {
    assertThat(rows("SELECT '{d 1}' AS a, '{\"k\": 1}'::jsonb ? 'k' AS b", null))
        .isEqualTo(List.of(Map.of("a", "{d 1}", "b", true)));
  }

  @Test
  void copyFromAClientIsRefused() throws Exception {
    assertThat(run("COPY (SELECT 1) TO STDOUT", null).getException())
        .hasMessageContaining("COPY … TO STDOUT speaks to a client's own streams");
  }

  @Test
  void whatTakesTooLongIsCancelledOnTheServer() throws Exception {
    Exchange exchange =
        run(Map.of("sql", "/* camel-sleep */ SELECT pg_sleep(600)", "timeout", "300"), null);
    assertThat(exchange.getException()).isInstanceOf(ExchangeTimedOutException.class);
    assertThat(
            rows(
                "SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active'"
                    + " AND query LIKE '/* camel-sleep%'",
                null))
        .isEqualTo(List.of(Map.of("n", 0L)));
  }

  @Test
  void aDataSourceThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> camel.send(camel.endpoint("postgres:#none", Map.of("sql", "SELECT 1")), null))
        .rootCause()
        .hasMessageContaining("none");
  }

  @Test
  void nullsAreBoundAsNulls() throws Exception {
    assertThat(rows("SELECT ?::text IS NULL AS a, ?::int AS b", Arrays.asList(null, 2)))
        .isEqualTo(List.of(Map.of("a", true, "b", 2L)));
  }
}
