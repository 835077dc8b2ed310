package io.noetl.camel.tool.postgres;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresToolTest {

  private static TestPostgres database;
  private static PostgresPools pools;
  private static PostgresTool tool;

  @BeforeAll
  static void start() {
    database = TestPostgres.database("postgres_tool");
    Credentials credentials =
        name ->
            name.equals("pg_local")
                ? Optional.of(new OpenCredential(name, "postgres", database.credential()))
                : Optional.empty();
    CredentialResolver resolver =
        new CredentialResolver(credentials, new SecretVariables(name -> null, Set.of()));
    pools = new PostgresPools(PoolLimits.DEFAULT, InstantSource.system(), Guards.local());
    tool =
        new PostgresTool(
            new PostgresTargets(resolver),
            new PostgresRunner(pools),
            new StepEffects((name, value) -> value, (name, value) -> value));
  }

  @AfterAll
  static void stop() {
    pools.close();
  }

  private static Outcome call(Object... pairs) throws InterruptedException {
    Map<String, Object> config = map("auth", "pg_local");
    config.putAll(map(pairs));
    return tool.call(Calls.of("postgres", config));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> result(Object... pairs) throws InterruptedException {
    Outcome outcome = call(pairs);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Map<String, Object>) ((Outcome.Done) outcome).result();
  }

  private static Outcome.Failed failed(Object... pairs) throws InterruptedException {
    return (Outcome.Failed) call(pairs);
  }

  private static Object value(String expression) throws InterruptedException {
    return row("SELECT " + expression + " AS v").get("v");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> row(String sql, Object... pairs) throws InterruptedException {
    Map<String, Object> config = map("command", sql);
    config.putAll(map(pairs));
    Map<String, Object> result =
        result(
            config.entrySet().stream()
                .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
                .toArray());
    return ((List<Map<String, Object>>) ((Map<String, Object>) result.get("command_0")).get("rows"))
        .getFirst();
  }

  @Test
  void eachStatementHasItsResultByName() throws Exception {
    Map<String, Object> result =
        result(
            "command",
            """
            CREATE TABLE several (id int, name text);
            -- a comment; with a semicolon
            INSERT INTO several VALUES (1, 'a
            b'), (2, 'it''s; fine');
            SELECT id, name FROM several ORDER BY id;
            """);
    assertThat(result)
        .isEqualTo(
            Calls.value(
                """
                {'command_0': {'status': 'success', 'row_count': 0, 'message': '0 rows affected'},
                 'command_1': {'status': 'success', 'row_count': 2, 'message': '2 rows affected'},
                 'command_2': {'status': 'success', 'rows': [{'id': 1, 'name': 'a\\nb'}, {'id': 2, 'name': 'it\\u0027s; fine'}],
                               'row_count': 2, 'columns': ['id', 'name']}}
                """));
  }

  @Test
  void statementsMayStandInAnyOfTheFieldsAsTextListOrBase64() throws Exception {
    String encoded =
        Base64.getEncoder().encodeToString("SELECT 'ü' AS v".getBytes(StandardCharsets.UTF_8));
    for (String field :
        List.of(
            "query",
            "queries",
            "command",
            "commands",
            "cmd",
            "cmds",
            "sql",
            "statement",
            "script")) {
      assertThat(result(field, "SELECT 1 AS v")).containsKey("command_0");
    }
    assertThat(result("commands", List.of("SELECT 1", "SELECT 2; SELECT 3"))).hasSize(3);
    assertThat(result("command_b64", encoded).toString()).contains("v=ü");
    assertThat(failed("nothing", 1).error().message()).startsWith("No SQL command provided");
  }

  @Test
  void valuesBecomeJson() throws Exception {
    assertThat(value("42::smallint")).isEqualTo(42L);
    assertThat(value("9007199254740993::bigint")).isEqualTo(9007199254740993L);
    assertThat(value("12.50::numeric(10,2)")).isEqualTo(12.5);
    assertThat(value("3::numeric")).isEqualTo(3L);
    assertThat(value("123456789012345678901234567890::numeric"))
        .isEqualTo(new java.math.BigInteger("123456789012345678901234567890"));
    assertThat(value("'NaN'::numeric")).isEqualTo("NaN");
    assertThat(value("1.1::real")).isEqualTo(1.1);
    assertThat(value("'-Infinity'::float8")).isEqualTo("-Infinity");
    assertThat(value("true")).isEqualTo(true);
    assertThat(value("null::int")).isNull();
    assertThat(value("'6f2d6e0a-5b0a-4c3e-9a76-0d6a8d3b9a11'::uuid"))
        .isEqualTo("6f2d6e0a-5b0a-4c3e-9a76-0d6a8d3b9a11");
    assertThat(value("'{\"a\": [1, 2.5, null]}'::jsonb"))
        .isEqualTo(Calls.value("{'a': [1, 2.5, null]}"));
    assertThat(value("'null'::jsonb")).isNull();
    assertThat(value("ARRAY[[1,2],[3,null]]")).isEqualTo(Calls.value("[[1,2],[3,null]]"));
    assertThat(value("ARRAY['a,b', 'c\"d', 'NULL', NULL, '\\x', '']"))
        .isEqualTo(java.util.Arrays.asList("a,b", "c\"d", "NULL", null, "\\x", ""));
    assertThat(value("ARRAY['{\"a\":1}'::jsonb]")).isEqualTo(Calls.value("[{'a':1}]"));
    assertThat(value("ARRAY[]::int[]")).isEqualTo(List.of());
    assertThat(value("'[0:1]={5,6}'::int[]")).isEqualTo(List.of(5L, 6L));
    assertThat(value("timestamp '2024-02-03 04:05:06.789'")).isEqualTo("2024-02-03T04:05:06.789");
    assertThat(value("timestamptz '2024-02-03 04:05:06+02'"))
        .isEqualTo("2024-02-03T02:05:06+00:00");
    assertThat(value("timestamptz '1883-01-01 00:00:00 UTC'"))
        .isEqualTo("1883-01-01T00:00:00+00:00");
    assertThat(value("timestamptz 'infinity'")).isEqualTo("infinity");
    assertThat(value("date '2024-02-03'")).isEqualTo("2024-02-03");
    assertThat(value("date '-infinity'")).isEqualTo("-infinity");
    assertThat(value("time '04:05:06'")).isEqualTo("04:05:06");
    assertThat(value("interval '1 day 2 hours'")).isEqualTo("1 day 02:00:00");
    assertThat(value("'\\xdeadbeef'::bytea")).isEqualTo("3q2+7w==");
    assertThat(value("'10.0.0.1/8'::inet")).isEqualTo("10.0.0.1/8");
    assertThat(value("int4range(1, 5)")).isEqualTo("[1,5)");
  }

  @Test
  void columnsOfTheSameNameAreKeptApart() throws Exception {
    assertThat(row("SELECT 1 AS a, 2 AS a, 3 AS a"))
        .isEqualTo(Map.of("a", 1L, "a_2", 2L, "a_3", 3L));
  }

  @Test
  void anErrorIsReportedWithItsLineAndTheStatementsAfterItStillRun() throws Exception {
    Outcome.Failed failed =
        failed(
            "command",
            """
            CREATE TABLE after_error (id int);
            SELECT
              COUNT(*) as row_count,
            FROM patient_info;
            INSERT INTO after_error VALUES (1);
            """);
    assertThat(failed.error().message())
        .isEqualTo(
            "command_1: syntax error at or near \"FROM\" (SQLSTATE 42601) at p.yaml:13: FROM"
                + " patient_info");
    assertThat(failed.error().type()).isEqualTo("SqlSyntaxError");
    assertThat(((Map<?, ?>) failed.result()).keySet().toString())
        .isEqualTo("[command_0, command_1, command_2]");
    assertThat(database.query("SELECT id FROM after_error")).containsExactly(List.of("1"));
  }

  @Test
  void inOneTransactionAnErrorUndoesAll() throws Exception {
    Outcome.Failed failed =
        failed(
            "transaction",
            true,
            "command",
            "CREATE TABLE undone (id int); INSERT INTO undone VALUES ('x'); SELECT 1");
    assertThat(failed.error().type()).isEqualTo("SqlDataError");
    assertThat((Map<?, ?>) failed.result()).hasSize(2);
    assertThat(database.query("SELECT to_regclass('undone')::text").getFirst()).containsOnlyNulls();

    result(
        "transaction",
        "true",
        "command",
        "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
    assertThat(database.query("SELECT id FROM kept")).containsExactly(List.of("1"));
  }

  @Test
  void paramsAreBoundAndNeverBecomeSql() throws Exception {
    String evil = "'); DROP TABLE params_kept; --";
    result(
        "command",
        "CREATE TABLE params_kept (id int, name text, doc jsonb, tags text[], n numeric)");
    result(
        "command",
        "INSERT INTO params_kept VALUES (:id, :name, :doc, :tags, :n)",
        "params",
        map(
            "id",
            1L,
            "name",
            evil,
            "doc",
            Calls.value("{'a': [1]}"),
            "tags",
            List.of("x,y", "z\""),
            "n",
            1.5));
    assertThat(
            row("SELECT * FROM params_kept WHERE name = ? AND id = ?", "params", List.of(evil, 1L)))
        .isEqualTo(
            map(
                "id",
                1L,
                "name",
                evil,
                "doc",
                Calls.value("{'a': [1]}"),
                "tags",
                List.of("x,y", "z\""),
                "n",
                1.5));
    assertThat(row("SELECT $1 AS a, $2 AS b, $1 + 1 AS c", "params", List.of(5L, "t")))
        .isEqualTo(map("a", 5L, "b", "t", "c", 6L));
    assertThat(
            row(
                "SELECT count(*) AS n FROM params_kept WHERE id = ANY(:ids)",
                "params",
                map("ids", List.of(1L, 2L))))
        .isEqualTo(map("n", 1L));
  }

  @Test
  void aNumberFitsATextColumn() throws Exception {
    result("command", "CREATE TABLE number_as_text (name text)");
    result("command", "INSERT INTO number_as_text VALUES (?)", "params", List.of(42L));
    result(
        "transaction",
        true,
        "command",
        "INSERT INTO number_as_text VALUES (?)",
        "params",
        List.of(43L));
    assertThat(database.query("SELECT name FROM number_as_text ORDER BY 1"))
        .containsExactly(List.of("42"), List.of("43"));
  }

  @Test
  void aCallLeavesNothingInTheSessionOfTheNext() throws Exception {
    result("command", "SET search_path TO pg_catalog; CREATE TEMP TABLE leftover (a int)");
    assertThat(
            row("SELECT current_setting('search_path') AS p, to_regclass('leftover')::text AS t"))
        .isEqualTo(map("p", "\"$user\", public", "t", null));
  }

  @Test
  void aTransactionLeftOpenIsRolledBackAndReported() throws Exception {
    Outcome.Failed failed = failed("command", "BEGIN; CREATE TABLE never_committed (a int)");
    assertThat(failed.error().message()).contains("rolled back");
    assertThat(row("SELECT to_regclass('never_committed')::text AS t")).isEqualTo(map("t", null));
    result("command", "BEGIN; CREATE TABLE was_committed (a int); COMMIT");
    assertThat(row("SELECT to_regclass('was_committed')::text AS t"))
        .isEqualTo(map("t", "was_committed"));
  }

  @Test
  void statementsThatRefuseATransactionRun() throws Exception {
    assertThat(result("command", "VACUUM pg_class")).containsKey("command_0");
  }

  @Test
  void noticesGoToTheLog() throws Exception {
    Calls.Log log = new Calls.Log();
    ToolCall call =
        Calls.of(
            "postgres",
            map("auth", "pg_local", "command", "DO $$ BEGIN RAISE NOTICE 'half; way'; END $$"));
    tool.call(Calls.logged(call, log));
    assertThat(log.lines).containsExactly("half; way");
  }

  @Test
  void anInterruptCancelsTheStatementOnTheServer() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    call("command", "SELECT pg_sleep(300), 'to be cancelled'");
                    thrown.complete(null);
                  } catch (Throwable e) {
                    thrown.complete(e);
                  }
                });
    String running =
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE"
            + " '%to be'||' cancelled%'";
    while (!thrown.isDone() && database.query(running).getFirst().getFirst().equals("0")) {
      Thread.sleep(10);
    }
    caller.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(database.query(running)).containsExactly(List.of("0"));
  }

  @Test
  void theTimeoutCancelsTheStatement() throws Exception {
    assertThat(failed("command", "SELECT pg_sleep(300)", "timeout", 0.2).error().type())
        .isEqualTo("Timeout");
  }

  @Test
  void connectionFailuresSayWhereAndNeverThePassword() throws Exception {
    Map<String, Object> wrong = database.credential();
    wrong.put("db_port", 1);
    wrong.put("db_password", "s3cret");
    wrong.put("type", "postgres");
    Outcome.Failed failed = failed("auth", wrong, "command", "SELECT 1");
    assertThat(failed.error().type()).isEqualTo("ConnectError");
    assertThat(failed.error().message())
        .startsWith("cannot connect to 127.0.0.1:1/postgres_tool as user 'postgres': ")
        .doesNotContain("s3cret");

    wrong = database.credential();
    wrong.put("db_name", "no_such_database");
    wrong.put("type", "postgres");
    assertThat(failed("auth", wrong, "command", "SELECT 1").error().message())
        .contains("database \"no_such_database\" does not exist");
  }

  @Test
  void theDatabaseMayBeNamedInManyWays() throws Exception {
    String at = "127.0.0.1:" + database.port() + "/postgres_tool";
    String uri = "postgresql://postgres:postgres@" + at + "?sslmode=disable";
    Map<String, Object> inline = database.credential();
    inline.put("type", "postgres");
    for (Object auth :
        List.of(
            inline,
            map("type", "postgres", "credential", "pg_local"),
            map("key", "pg_local"),
            map("source", "credential", "key", "pg_local"),
            map("source", "inline", "type", "postgres", "fields", database.credential()),
            map("pg", map("source", "credential", "key", "pg_local")),
            map("pg", "pg_local"),
            map("type", "postgres", "dsn", uri))) {
      assertThat(row("SELECT current_database() AS d", "auth", auth))
          .isEqualTo(map("d", "postgres_tool"));
    }
    Map<String, Object> explicit = database.credential();
    explicit.put("query", "SELECT 1");
    assertThat(tool.call(Calls.of("postgres", explicit))).isInstanceOf(Outcome.Done.class);
    assertThat(tool.call(Calls.of("postgres", map("dsn", uri, "query", "SELECT 1"))))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertThat(tool.call(Calls.json("postgres", "{'query': 'SELECT 1'}")).toString())
        .contains("Missing: db_host, db_user, db_name");
    assertThat(failed("auth", "no_such", "command", "SELECT 1").error().message())
        .isEqualTo(
            "credential 'no_such' not found: register it with 'noetlctl register credential -f"
                + " <file>'");
  }

  @Test
  void connectionStringsOfLibpqAreRead() throws Exception {
    PostgresTarget target =
        PostgresTargets.parse("host=db.example port=6432 dbname='my db' user=me password='a\\'b'");
    assertThat(target.place()).isEqualTo("db.example:6432/my db");
    assertThat(target.password()).isEqualTo("a'b");
    assertThat(target.toString()).doesNotContain("a'b");
    assertThat(
            PostgresTargets.parse("postgres://u:p%40ss@h/d?application_name=x&socketFactory=evil")
                .options())
        .isEqualTo(Map.of("application_name", "x"));
    assertThatThrownBy(() -> PostgresTargets.parse("postgres://u:p@h?evil/d"))
        .hasMessageContaining("Missing: db_name");
    assertThatThrownBy(() -> PostgresTargets.parse("host=h/x?socketFactory=e dbname=d user=u"))
        .hasMessageContaining("db_host: 'h/x?socketFactory=e' (expected: a host name or address)");
  }
}
