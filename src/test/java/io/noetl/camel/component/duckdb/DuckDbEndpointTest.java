package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.noetl.camel.testing.Endpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code duckdb:} in a Camel context that knows no playbook. */
class DuckDbEndpointTest {
  private final Endpoints camel = new Endpoints();
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    camel.close();
  }

  private Exchange run(String sql, Object body) throws Exception {
    return run(Map.of("sql", sql), body, Map.of());
  }

  private Exchange run(Map<String, Object> options, Object body, Map<String, Object> headers)
      throws Exception {
    return camel.send(
        camel.endpoint("duckdb:" + folder.resolve("shop.duckdb"), options), body, headers);
  }

  @Test
  void rowsAreMapsAndTheBody() throws Exception {
    Exchange exchange = run("SELECT 1 AS n, DATE '2026-03-01' AS d, [1, 2] AS l", null);
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody())
        .isEqualTo(List.of(Map.of("n", 1L, "d", "2026-03-01", "l", List.of(1L, 2L))));
    assertThat(exchange.getMessage().getHeader(DuckDbConstants.ROW_COUNT)).isEqualTo(1);
    assertThat(exchange.getMessage().getHeader(DuckDbConstants.COLUMN_NAMES))
        .isEqualTo(List.of("n", "d", "l"));
  }

  @Test
  void oneEndpointWritesWhatAnotherReads() throws Exception {
    Exchange written =
        run(
            "CREATE TABLE orders (id INT, item VARCHAR); INSERT INTO orders VALUES ($id, $item)",
            Map.of("id", 7, "item", "it's; DROP TABLE orders"));
    assertThat(written.getException()).isNull();
    assertThat(written.getMessage().getHeader(DuckDbConstants.UPDATE_COUNT)).isEqualTo(1L);
    assertThat(written.getMessage().getBody())
        .isEqualTo(Map.of("id", 7, "item", "it's; DROP TABLE orders"));
    assertThat(run("FROM orders", null).getMessage().getBody())
        .isEqualTo(List.of(Map.of("id", 7L, "item", "it's; DROP TABLE orders")));
  }

  @Test
  void valuesComeFromHeadersAndFromLists() throws Exception {
    Exchange named = run(Map.of("sql", "SELECT $region AS r"), "other", Map.of("region", "north"));
    assertThat(named.getMessage().getBody()).isEqualTo(List.of(Map.of("r", "north")));
    Exchange listed = run("SELECT ? + ? AS sum", List.of(1, 2));
    assertThat(listed.getMessage().getBody()).isEqualTo(List.of(Map.of("sum", 3L)));
    Exchange body = run("SELECT upper($body) AS b", "abc");
    assertThat(body.getMessage().getBody()).isEqualTo(List.of(Map.of("b", "ABC")));
  }

  @Test
  void theStatementsOfAMessageAreOneTransaction() throws Exception {
    run("CREATE TABLE t (n INT)", null);
    Exchange failed = run("INSERT INTO t VALUES (1); SELECT nonsense", null);
    assertThat(failed.getException()).isInstanceOf(SQLException.class);
    assertThat(one("SELECT count(*) FROM t")).isEqualTo(0L);
    run(
        Map.of("sql", "INSERT INTO t VALUES (1); SELECT nonsense", "transacted", false),
        null,
        Map.of());
    assertThat(one("SELECT count(*) FROM t")).isEqualTo(1L);
  }

  private Object one(String sql) throws Exception {
    return run(Map.of("sql", sql, "outputType", "SelectOne"), null, Map.of())
        .getMessage()
        .getBody();
  }

  @Test
  void oneRowIsAskedForWhereThereIsOne() throws Exception {
    assertThat(one("SELECT 42")).isEqualTo(42L);
    assertThat(one("SELECT 42 WHERE false")).isNull();
    Exchange many = run(Map.of("sql", "FROM range(3)", "outputType", "SELECT_ONE"), null, Map.of());
    assertThat(many.getException()).hasMessageContaining("3 rows (expected: at most one");
  }

  @Test
  void tooManyRowsAreAnError() throws Exception {
    Exchange many = run(Map.of("sql", "FROM range(11)", "maxRows", 10), null, Map.of());
    assertThat(many.getException()).hasMessageContaining("more than 10 rows");
  }

  @Test
  void memoryIsTheEndpointsOwnUnlessItHasAName() throws Exception {
    var keep =
        camel.endpoint("duckdb::memory:shared", Map.of("sql", "CREATE TABLE t AS SELECT 5 AS n"));
    camel.send(keep, null);
    Map<String, Object> query = new HashMap<>(Map.of("sql", "FROM t"));
    assertThat(
            camel.send(camel.endpoint("duckdb::memory:shared", query), null).getMessage().getBody())
        .isEqualTo(List.of(Map.of("n", 5L)));
    assertThat(camel.send(camel.endpoint("duckdb::memory:", query), null).getException())
        .hasMessageContaining("Table with name t does not exist");
  }

  @Test
  void theBodyIsSqlOnlyWhereTheEndpointSaysSo() throws Exception {
    assertThatThrownBy(() -> run(Map.of(), "SELECT 1", Map.of()).getException())
        .rootCause()
        .hasMessageContaining("useMessageBodyForSql=true");
    Exchange exchange = run(Map.of("useMessageBodyForSql", true), "SELECT $n AS n", Map.of("n", 3));
    assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(Map.of("n", 3L)));
  }

  @Test
  void sqlStandsInAResource() throws Exception {
    Path sql = Files.writeString(folder.resolve("q.sql"), "-- the answer\nSELECT 42 AS n;\n");
    assertThat(run("resource:file:" + sql, null).getMessage().getBody())
        .isEqualTo(List.of(Map.of("n", 42L)));
  }

  @Test
  void restrictedSqlReadsNoFile() throws Exception {
    Path file = Files.writeString(folder.resolve("x.csv"), "a\n1\n");
    String sql = "FROM read_csv('" + file + "')";
    assertThat(run(sql, null).getMessage().getBody()).isEqualTo(List.of(Map.of("a", 1L)));
    Exchange refused =
        camel.send(camel.endpoint("duckdb::memory:", Map.of("sql", sql, "restricted", true)), null);
    assertThat(refused.getException()).isInstanceOf(SQLException.class);
    assertThat(refused.getException().getMessage()).containsIgnoringCase("permission error");
  }

  @Test
  void extensionsFromElsewhereAreRefused() throws Exception {
    assertThat(run("INSTALL x FROM 'http://example.com'", null).getException())
        .hasMessageContaining("is refused: extensions come from the operator's folder");
  }

  @Test
  void whatTakesTooLongIsCancelled() throws Exception {
    Exchange exchange =
        run(
            Map.of(
                "sql", "SELECT count(*) FROM range(1000000000) a, range(1000) b", "timeout", "300"),
            null,
            Map.of());
    assertThat(exchange.getException()).isInstanceOf(ExchangeTimedOutException.class);
    assertThat(run("SELECT 1 AS n", null).getException()).isNull();
    await().atMost(Duration.ofMinutes(1)).until(() -> !runsAQuery());
  }

  /** Whether the thread of a route is in DuckDB. */
  private static boolean runsAQuery() {
    return Thread.getAllStackTraces().values().stream()
        .map(Arrays::toString)
        .anyMatch(stack -> stack.contains("DuckDBNative") && stack.contains("SqlProducer"));
  }
}
