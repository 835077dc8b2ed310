package io.noetl.camel.tool.transfer;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.testing.PostgresTools;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.http.HttpLimits;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.snowflake.SnowflakeDriver;
import io.noetl.camel.tool.snowflake.SnowflakeTool;
import java.io.InterruptedIOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TransferToolTest {

  private static TestPostgres database;
  private static PostgresTools postgres;

  private final EchoServer server = new EchoServer();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private TransferTool tool;

  @BeforeAll
  static void startDatabase() {
    database = TestPostgres.database("transfers");
    postgres = new PostgresTools(database);
  }

  @AfterAll
  static void stopDatabase() {
    postgres.close();
  }

  @BeforeEach
  void start() {
    context.start();
    // a body of any size streams, whatever an ordinary response may have
    HttpLimits limits = new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 100, 10, 10);
    HttpTool http =
        new HttpTool(context, postgres.credentials, limits, InstantSource.system(), Guards.local());
    // PostgreSQL speaks for Snowflake here: the SQL of both is the same as far as it goes
    tool = new TransferTool(http, postgres.targets, postgres.pools, call -> database.connect());
  }

  @AfterEach
  void stop() {
    context.stop();
    server.close();
  }

  private Outcome run(Map<String, Object> config) throws InterruptedException {
    return tool.call(Calls.of("transfer", config));
  }

  private Object done(Map<String, Object> config) throws InterruptedException {
    Outcome outcome = run(config);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).result();
  }

  private String error(Map<String, Object> config) throws InterruptedException {
    return ((Outcome.Failed) run(config)).error().message();
  }

  private static Map<String, Object> transfer(
      Map<String, Object> source, Map<String, Object> target, Object... more) {
    Map<String, Object> config = map("source", source, "target", target);
    config.putAll(map(more));
    return config;
  }

  private static Map<String, Object> pg(Object... pairs) {
    Map<String, Object> side = map("type", "postgres", "auth", "pg_local");
    side.putAll(map(pairs));
    return side;
  }

  private Map<String, Object> http(String path, Object... pairs) {
    Map<String, Object> side = map("type", "http", "url", server.url(path));
    side.putAll(map(pairs));
    return side;
  }

  @Test
  void httpItemsBecomeRowsByTheMapping() throws Exception {
    server.on(
        "/users",
        200,
        "application/json",
        """
        {"meta": {"n": 2}, "data": {"users": [
          {"id": 1, "name": "Zoë", "company": {"name": "A\\tB"}, "tags": ["x"]},
          {"id": 2, "name": null, "extra": {}}]}, "more": [1]}
        """);
    database.execute("CREATE TABLE users (id int, name text, company text, tag text, raw jsonb)");
    Map<String, Object> mapping =
        map(
            "id",
            "id",
            "name",
            "$.name",
            "company",
            "company.name",
            "tag",
            "tags[0]",
            "raw",
            "tags");
    assertThat(
            done(
                transfer(
                    http("/users", "data_path", "data.users"),
                    pg("table", "public.users", "mapping", mapping))))
        .isEqualTo(
            map(
                "status", "success",
                "direction", "http_to_postgres",
                "source_type", "http",
                "target_type", "postgres",
                "mode", "insert",
                "rows_transferred", 2L,
                "chunks_processed", 1L));
    assertThat(database.query("SELECT * FROM users ORDER BY id"))
        .containsExactly(
            List.of("1", "Zoë", "A\tB", "x", "[\"x\"]"),
            Arrays.asList("2", null, null, null, null));
  }

  @Test
  void withoutAMappingTheMembersAreTheColumns() throws Exception {
    server.on(
        "/lines",
        200,
        "application/x-ndjson",
        "{\"id\": 1, \"v\": \"a\"}\n{\"id\": 2}\n{\"id\": 3, \"v\": \"c\"}\n");
    database.execute("CREATE TABLE lines (id int PRIMARY KEY, v text)");
    done(transfer(http("/lines"), pg("table", "lines")));
    done(transfer(http("/lines"), pg("table", "lines"), "mode", "upsert"));
    done(transfer(http("/lines"), pg("table", "lines"), "mode", "replace"));
    assertThat(database.query("SELECT * FROM lines ORDER BY id"))
        .containsExactly(List.of("1", "a"), Arrays.asList("2", null), List.of("3", "c"));
    assertThat(error(transfer(http("/lines"), pg("table", "lines"), "mode", "append")))
        .contains("duplicate key value");
    server.on("/late", 200, "application/json", "[{\"id\": 11}, {\"id\": 12, \"w\": 1}]");
    assertThat(error(transfer(http("/late"), pg("table", "lines"), "chunk_size", 1)))
        .isEqualTo(
            "item 2 has members that those before it have not: give target.mapping {column: path}");
    assertThat(database.query("SELECT count(*) FROM lines")).containsExactly(List.of("3"));
  }

  @Test
  void rowsOfAQueryKeepTheirTypes() throws Exception {
    database.execute(
        "CREATE TABLE from_t (id bigint, n numeric, j jsonb, a text[], t timestamptz, b bytea,"
            + " flag boolean, d date)");
    database.execute("CREATE TABLE to_t (LIKE from_t)");
    database.execute(
        """
        INSERT INTO from_t VALUES
          (1, 12345678901234567890.123456789, '"text"', '{a,NULL,"b,\\"c"}',
           '2024-02-03 04:05:06.789+02', '\\x00ff', true, 'infinity'),
          (2, 'NaN', '5', NULL, NULL, NULL, NULL, '0044-03-15 BC')
        """);
    done(transfer(pg("query", "SELECT * FROM from_t"), pg("table", "to_t")));
    assertThat(database.query("SELECT * FROM to_t ORDER BY id"))
        .isEqualTo(database.query("SELECT * FROM from_t ORDER BY id"));
  }

  @Test
  void manyRowsStreamInChunks() throws Exception {
    database.execute("CREATE TABLE big (id int PRIMARY KEY, v text)");
    String query = "SELECT i AS id, 'row ' || i AS v FROM generate_series(1, 200000) i";
    assertThat(done(transfer(pg("query", query), pg("table", "big"))).toString())
        .contains("rows_transferred=200000, chunks_processed=200");
    String half = query + " WHERE i % 2 = 0";
    assertThat(
            done(transfer(pg("query", half), pg("table", "big"), "mode", "upsert", "key", "id"))
                .toString())
        .contains("rows_transferred=100000");
    assertThat(database.query("SELECT count(*), max(v) FROM big WHERE id = 200000"))
        .containsExactly(List.of("1", "row 200000"));
  }

  /**
   * The server sends on only when most of what it has sent is in PostgreSQL: a transfer that waits
   * for the whole answer never gets it.
   */
  @Test
  @Timeout(180)
  void aLargeAnswerIsStoredWhileItIsSent() throws Exception {
    database.execute("CREATE TABLE large (id int, filler text)");
    int rows = 300_000;
    // what sockets and buffers may hold: a quarter of all
    int ahead = 75_000;
    String filler = "x".repeat(300);
    server.on(
        "/large",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          Writer out = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8);
          out.write("{\"items\": [");
          for (int id = 1; id <= rows; id++) {
            out.write(
                (id == 1 ? "" : ",\n") + "{\"id\": " + id + ", \"filler\": \"" + filler + "\"}");
            if (id % 10_000 == 0) {
              out.flush();
              awaitStored(id - ahead);
            }
          }
          out.write("]}");
          out.flush();
        });
    assertThat(done(transfer(http("/large", "data_path", "items"), pg("table", "large"))))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("rows_transferred", (long) rows);
    assertThat(database.query("SELECT count(*), count(DISTINCT id), max(id) FROM large"))
        .containsExactly(List.of("300000", "300000", "300000"));
  }

  /** Waits until the COPY under way has processed so many rows. */
  private static void awaitStored(int rows) throws InterruptedIOException {
    try {
      while (rows > 0 && stored() < rows) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private static long stored() {
    return database
        .query("SELECT tuples_processed FROM pg_stat_progress_copy WHERE datname = 'transfers'")
        .stream()
        .mapToLong(row -> Long.parseLong(row.getFirst()))
        .findFirst()
        .orElse(0);
  }

  /** Each thousandth row says how many rows were stored when PostgreSQL made it. */
  @Test
  void aLargeQueryIsStoredWhileItIsRead() throws Exception {
    database.execute(
        """
        CREATE FUNCTION stored() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
          PERFORM pg_stat_clear_snapshot();
          RETURN (SELECT tuples_processed FROM pg_stat_progress_copy
                   WHERE relid = 'copied'::regclass);
        END $$;
        CREATE TABLE copied (n int, stored bigint, filler text);
        """);
    String query =
        "SELECT n, CASE WHEN n % 1000 = 0 THEN stored() END AS stored, repeat('x', 300) AS filler"
            + " FROM generate_series(1, 300000) n";
    done(transfer(pg("query", query), pg("table", "copied")));

    List<String> row = database.query("SELECT count(*), max(n - stored) FROM copied").getFirst();
    assertThat(row.getFirst()).isEqualTo("300000");
    assertThat(Integer.parseInt(row.getLast())).isLessThan(75_000);
  }

  @Test
  void aTargetMayBeAStatement() throws Exception {
    database.execute("CREATE TABLE counted (id int PRIMARY KEY, n int)");
    String query =
        "INSERT INTO counted VALUES (:id, :n) ON CONFLICT (id) DO UPDATE SET n = counted.n +"
            + " EXCLUDED.n";
    String rows = "SELECT 1 AS id, i AS n FROM generate_series(1, 2500) i";
    done(transfer(pg("query", rows), pg("query", query)));
    assertThat(database.query("SELECT * FROM counted")).containsExactly(List.of("1", "3126250"));
  }

  @Test
  void anErrorLeavesTheTargetAsItWas() throws Exception {
    database.execute("CREATE TABLE untouched (id int); INSERT INTO untouched VALUES (7)");
    String late =
        "SELECT CASE WHEN i < 5000 THEN i::text ELSE 'x' END AS id FROM generate_series(1, 5000) i";
    assertThat(error(transfer(pg("query", late), pg("table", "untouched"), "mode", "replace")))
        .contains("invalid input syntax for type integer: \"x\"");
    assertThat(
            error(
                transfer(
                    pg("query", "SELECT broken"), pg("table", "untouched"), "mode", "replace")))
        .contains("column \"broken\" does not exist");
    server.on("/bad", 200, "application/json", "[{\"id\": 1}, {\"id\": 2}, oops]");
    assertThat(
            error(
                transfer(
                    http("/bad"), pg("table", "untouched"), "mode", "replace", "chunk_size", 1)))
        .startsWith("the answer is no JSON at line 1, column ");
    server.on("/none", 404, "text/plain", "nothing here");
    assertThat(error(transfer(http("/none"), pg("table", "untouched"), "mode", "replace")))
        .contains("answered 404: nothing here");
    assertThat(database.query("SELECT id FROM untouched")).containsExactly(List.of("7"));
  }

  @Test
  void anInterruptStopsBothSides() throws Exception {
    database.execute("CREATE TABLE interrupted (id int)");
    server.on(
        "/forever",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("[{\"id\": 0}".getBytes(StandardCharsets.UTF_8));
          while (true) {
            exchange.getResponseBody().write(", {\"id\": 1}".getBytes(StandardCharsets.UTF_8));
          }
        });
    Map<String, Object> sleeping =
        pg("query", "SELECT 1 AS id FROM generate_series(1, 3), pg_sleep(300)");
    String active =
        "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state = 'active'"
            + " AND (query LIKE 'COPY%interrupted%' OR query LIKE '%pg_sleep(300)')";
    for (Map<String, Object> source : List.of(http("/forever"), sleeping)) {
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Outcome outcome =
                          run(transfer(source, pg("table", "interrupted"), "chunk_size", 1));
                      thrown.complete(new AssertionError(outcome));
                    } catch (Throwable e) {
                      thrown.complete(e);
                    }
                  });
      while (!thrown.isDone() && database.query(active).getFirst().getFirst().equals("0")) {
        Thread.sleep(10);
      }
      caller.interrupt();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
    assertThat(database.query("SELECT count(*) FROM interrupted")).containsExactly(List.of("0"));
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertThat(error(transfer(map("type", "postgres", "auth", "pg_local"), pg("table", "t"))))
        .isEqualTo("Transfer failed: source.query is required");
    assertThat(
            error(transfer(pg("query", "SELECT 1"), map("type", "postgres", "auth", "pg_local"))))
        .isEqualTo("Transfer failed: target.table (or target.query) is required");
    assertThat(error(transfer(map("query", "SELECT 1"), pg("table", "t"))))
        .isEqualTo("Transfer failed: source.type is required");
    assertThat(error(transfer(map("type", "mysql", "query", "SELECT 1"), pg("table", "t"))))
        .startsWith("Transfer failed: mysql→postgres is not supported");
  }

  @Test
  void snowflakePairsGoThroughItsDriver() throws Exception {
    database.execute("CREATE TABLE sf (id text, v text)");
    Map<String, Object> snowflake = map("type", "snowflake", "table", "sf");
    String five = "SELECT i AS id, 'v' || i AS v FROM generate_series(1, 5) i";
    done(transfer(pg("query", five), snowflake, "chunk_size", 2));
    String two = "SELECT 1 AS id, 'new' AS v UNION ALL SELECT 6, 'six'";
    done(transfer(pg("query", two), snowflake, "mode", "upsert", "key", "id"));
    database.execute("CREATE TABLE back (id int, v text)");
    Map<String, Object> back =
        map(
            "direction", "sf_to_pg",
            "source", map("query", "SELECT * FROM sf"),
            "target", map("table", "back"),
            "auth", map("sf", "none", "pg", "pg_local"));
    assertThat(tool.call(Calls.of("snowflake_transfer", back))).isInstanceOf(Outcome.Done.class);
    assertThat(database.query("SELECT count(*), min(v), max(v) FROM back"))
        .containsExactly(List.of("6", "new", "v5"));
  }

  @Test
  void theSnowflakeToolRunsStatementsOrNamesTheMissingJar() throws Exception {
    SnowflakeTool overPostgres = new SnowflakeTool(call -> database.connect());
    String good = "SELECT 1 AS a, 2.5 AS b, 'x' AS c";
    Outcome.Failed outcome =
        (Outcome.Failed)
            overPostgres.call(Calls.of("snowflake", map("command", good + "; SELECT broken")));
    assertThat(((Map<?, ?>) outcome.result()).get("statement_0"))
        .isEqualTo(
            map(
                "status",
                "success",
                "row_count",
                1L,
                "result",
                List.of(map("a", 1L, "b", 2.5, "c", "x")),
                "columns",
                List.of("a", "b", "c"),
                "query",
                good));
    assertThat(outcome.error().message()).startsWith("statement_1: ");

    SnowflakeTool without = new SnowflakeTool(new SnowflakeDriver(postgres.credentials));
    Map<String, Object> auth =
        map("type", "snowflake", "sf_account", "a", "sf_user", "u", "sf_password", "p");
    Outcome missing = without.call(Calls.of("snowflake", map("auth", auth, "command", "SELECT 1")));
    assertThat(((Outcome.Failed) missing).error().message())
        .contains("add the jar of net.snowflake:snowflake-jdbc");
    Outcome nothing = without.call(Calls.of("snowflake", map("command", "SELECT 1")));
    assertThat(((Outcome.Failed) nothing).error().message())
        .startsWith("Snowflake connection is not configured");
  }
}
