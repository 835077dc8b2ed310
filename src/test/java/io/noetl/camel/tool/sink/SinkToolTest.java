package io.noetl.camel.tool.sink;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.PostgresTools;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SinkToolTest {

  private static TestPostgres database;
  private static PostgresTools postgres;

  private final List<ToolCall> delegated = new ArrayList<>();
  private final SinkTool sinks =
      new SinkTool(
          new PostgresSink(postgres.targets, postgres.runner, postgres.tool),
          kind -> kind.equals("gcs") ? null : recording(kind));

  @BeforeAll
  static void start() {
    database = TestPostgres.database("sinks");
    postgres = new PostgresTools(database);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private Tool recording(String kind) {
    return new Tool() {
      @Override
      public Set<String> kinds() {
        return Set.of(kind);
      }

      @Override
      public Outcome call(ToolCall call) {
        delegated.add(call);
        return new Outcome.Done("stored by " + kind);
      }
    };
  }

  private Outcome run(Map<String, Object> sink) throws InterruptedException {
    return sinks.call(Calls.of("sink", sink));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> stored(Map<String, Object> sink) throws InterruptedException {
    Outcome outcome = run(sink);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Map<String, Object>) ((Outcome.Done) outcome).result();
  }

  private static Map<String, Object> nested(Object... pairs) {
    Map<String, Object> tool = map("kind", "postgres", "auth", "pg_local");
    tool.putAll(map(pairs));
    return map("tool", tool);
  }

  @Test
  void anEventSinkKeepsTheDataInItsEnvelope() throws Exception {
    assertThat(stored(map("tool", "event_log", "args", map("a", 1L))))
        .isEqualTo(
            map(
                "status", "success",
                "data", map("saved", "event", "data", map("a", 1L)),
                "meta", map("tool_kind", "event_log", "credential_ref", null)));
    assertThat(stored(map("data", map("a", 1L))).get("status")).isEqualTo("success");
  }

  @Test
  void aDeclarativeSinkInsertsThenUpsertsOnItsKey() throws Exception {
    database.execute("CREATE TABLE conf_sink (k text PRIMARY KEY, v integer, t text)");
    stored(
        nested(
            "table",
            "public.conf_sink",
            "mode",
            "insert",
            "args",
            map("k", "a", "v", 1L, "t", "it's")));
    Map<String, Object> flat =
        map(
            "tool",
            "postgres",
            "auth",
            "pg_local",
            "table",
            "public.conf_sink",
            "mode",
            "upsert",
            "key",
            "k",
            "args",
            map("k", "a", "v", "2"));
    assertThat(stored(flat))
        .isEqualTo(
            map(
                "status", "success",
                "data",
                    map(
                        "saved",
                        "postgres",
                        "task_result",
                        map("table", "public.conf_sink", "mode", "upsert", "row_count", 1L)),
                "meta", map("tool_kind", "postgres", "credential_ref", "pg_local")));
    assertThat(database.query("SELECT * FROM conf_sink"))
        .containsExactly(List.of("a", "2", "it's"));
  }

  @Test
  void valuesTakeTheTypesOfTheirColumns() throws Exception {
    database.execute(
        "CREATE DOMAIN score AS numeric; CREATE TYPE mood AS ENUM ('ok', 'bad'); CREATE TABLE typed"
            + " (i int, b bigint, n score, f float8, t text, j jsonb, js jsonb, jt jsonb, a text[],"
            + " ts timestamptz, d date, u uuid, flag boolean, m mood, mt text, \"userId\" int,"
            + " missing text, deflt int DEFAULT 5)");
    stored(
        nested(
            "table",
            "typed",
            "args",
            map(
                "I",
                42.0,
                "b",
                "9007199254740993",
                "n",
                1.5,
                "f",
                2L,
                "t",
                7L,
                "j",
                Calls.value("{'k': [1, null]}"),
                "js",
                "{\"parsed\": true}",
                "jt",
                "plain \"text\"",
                "a",
                Arrays.asList("x,y", null, "\"q\""),
                "ts",
                "2024-02-03T04:05:06Z",
                "d",
                "2024-02-03",
                "u",
                "6f2d6e0a-5b0a-4c3e-9a76-0d6a8d3b9a11",
                "flag",
                true,
                "m",
                "ok",
                "mt",
                Calls.value("{'a': 1}"),
                "userId",
                9L,
                "missing",
                null)));
    assertThat(
            database
                .query(
                    "SELECT i, b, n, f, t, j->'k'->>0, js->>'parsed', jt #>> '{}', a[1], a[2],"
                        + " a[3], ts AT TIME ZONE 'UTC', flag, m, mt, \"userId\", missing, deflt"
                        + " FROM typed")
                .getFirst())
        .isEqualTo(
            Arrays.asList(
                "42",
                "9007199254740993",
                "1.5",
                "2",
                "7",
                "1",
                "true",
                "plain \"text\"",
                "x,y",
                null,
                "\"q\"",
                "2024-02-03 04:05:06",
                "t",
                "ok",
                "{\"a\":1}",
                "9",
                null,
                "5"));
  }

  @Test
  void aListOfRowsGoesInAtOnce() throws Exception {
    database.execute("CREATE TABLE many (id int PRIMARY KEY, name text, doc jsonb)");
    List<Object> rows = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      rows.add(map("id", i, "name", "tab\tnew\nline\\ü '" + i, "doc", map("i", i)));
    }
    assertThat(stored(nested("table", "many", "data", rows)).toString())
        .contains("row_count=20000");
    assertThat(
            database.query(
                "SELECT count(*), sum((doc->>'i')::int), min(name) FROM many WHERE name LIKE 'tab"
                    + "\tnew\n"
                    + "line%'"))
        .containsExactly(List.of("20000", "199990000", "tab\tnew\nline\\ü '0"));

    List<Object> more =
        new ArrayList<>(
            List.of(
                map("id", 1L, "name", "first"), map("id", 1L, "name", "last"), map("id", 20_000L)));
    assertThat(stored(nested("table", "many", "mode", "upsert", "data", more)).toString())
        .contains("row_count=3");
    assertThat(database.query("SELECT id, name, doc FROM many WHERE id IN (1, 20000) ORDER BY id"))
        .containsExactly(List.of("1", "last", "{\"i\": 1}"), Arrays.asList("20000", null, null));

    stored(
        nested("table", "many", "mode", "replace", "data", List.of(map("id", 5L), map("id", 6L))));
    assertThat(database.query("SELECT count(*) FROM many")).containsExactly(List.of("2"));
    assertThat(stored(nested("table", "many", "data", List.of())).toString())
        .contains("row_count=0");
  }

  @Test
  void aColumnThatARowDoesNotNameStaysAsItIs() throws Exception {
    database.execute(
        "CREATE TABLE kept (sku text PRIMARY KEY, qty int, bin text NOT NULL, note text DEFAULT"
            + " 'new')");
    database.execute(
        "INSERT INTO kept SELECT 's' || i, 0, 'B' || i, NULL FROM generate_series(1, 50) i");
    List<Object> rows = new ArrayList<>();
    for (long i = 1; i <= 50; i++) {
      rows.add(map("sku", "s" + i, "qty", i));
    }
    rows.add(map("sku", "s1", "qty", 100L));
    rows.add(map("sku", "s2", "bin", "moved"));
    rows.add(map("sku", "s51", "bin", "B51", "qty", 1L));
    rows.add(map("sku", "s51", "qty", null));

    assertThat(stored(nested("table", "kept", "mode", "upsert", "data", rows)).toString())
        .contains("row_count=54");

    assertThat(
            database.query(
                "SELECT * FROM kept WHERE sku IN ('s1', 's2', 's50', 's51') ORDER BY sku"))
        .containsExactly(
            Arrays.asList("s1", "100", "B1", null),
            Arrays.asList("s2", "2", "moved", null),
            Arrays.asList("s50", "50", "B50", null),
            Arrays.asList("s51", null, "B51", "new"));
  }

  @Test
  void aFailedListLeavesNoRow() throws Exception {
    database.execute("CREATE TABLE whole (id int PRIMARY KEY)");
    Outcome outcome =
        run(
            nested(
                "table", "whole", "data", List.of(map("id", 1L), map("id", 2L), map("id", "x"))));
    assertThat(((Outcome.Failed) outcome).error().message())
        .contains("invalid input syntax for type integer: \"x\"", "COPY whole, line 3, column id");
    assertThat(database.query("SELECT count(*) FROM whole")).containsExactly(List.of("0"));
  }

  @Test
  void aStatementRunsWithItsNamesBound() throws Exception {
    database.execute("CREATE TABLE stated (id text PRIMARY KEY, doc jsonb)");
    stored(
        nested(
            "statement",
            "INSERT INTO stated VALUES ('a;b', '{\"x\": 1}'::jsonb);\n"
                + "INSERT INTO stated VALUES ('c', NULL)"));
    String insert = "INSERT INTO stated (id, doc) VALUES (:id, :doc)";
    stored(nested("statement", insert, "args", map("id", "it's", "doc", map("y", 2L))));
    stored(
        nested(
            "command",
            insert,
            "data",
            List.of(map("id", "l1", "doc", null), map("id", "l2", "doc", List.of(1L)))));
    assertThat(database.query("SELECT id, doc::text FROM stated ORDER BY id"))
        .containsExactly(
            List.of("a;b", "{\"x\": 1}"),
            Arrays.asList("c", null),
            List.of("it's", "{\"y\": 2}"),
            Arrays.asList("l1", null),
            List.of("l2", "[1]"));
  }

  @Test
  void failuresHaveTheEnvelopeAndSayTheCure() throws Exception {
    database.execute("CREATE TABLE keyless (a int, b int)");
    assertThat(error(nested("table", "no_such", "args", map("a", 1L))))
        .isEqualTo("table no_such does not exist: create it in a postgres step before");
    assertThat(error(nested("table", "keyless", "args", map("c", 1L))))
        .isEqualTo("table keyless has no column 'c' (expected: of a, b)");
    assertThat(error(nested("table", "keyless", "mode", "upsert", "args", map("a", 1L))))
        .isEqualTo("mode: upsert needs key: table keyless has no primary key");
    assertThat(
            error(nested("table", "keyless", "mode", "upsert", "key", "a", "args", map("a", 1L))))
        .startsWith("table keyless has no unique index on (a)");
    assertThat(error(nested("table", "keyless", "mode", "sideways", "args", map("a", 1L))))
        .isEqualTo("mode: 'sideways' (expected: insert, append, upsert or replace)");
    assertThat(error(nested("table", "keyless; DROP TABLE keyless", "args", map("a", 1L))))
        .contains("expected: table or schema.table");
    assertThat(error(nested("table", "keyless", "args", "just text")))
        .isEqualTo(
            "data of a sink into a table: text (expected: a map of columns, or a list of such"
                + " maps)");
    assertThat(error(map("tool", "kafka"))).startsWith("sink: kind 'kafka' stores nothing");
    assertThat(error(map("tool", "gcs"))).isEqualTo("sink: this server has no tool of kind 'gcs'");

    Outcome.Failed failed =
        (Outcome.Failed) run(nested("auth", "none", "table", "keyless", "args", map("a", 1L)));
    assertThat(failed.result())
        .isEqualTo(
            map(
                "status", "error",
                "data", map("saved", false, "task_result", null),
                "meta", map("tool_kind", "postgres", "credential_ref", "none"),
                "error", failed.error().message()));
  }

  private String error(Map<String, Object> sink) throws InterruptedException {
    return ((Outcome.Failed) run(sink)).error().message();
  }

  @Test
  void otherToolsStoreForTheirSinks() throws Exception {
    assertThat(stored(map("tool", "http", "url", "http://x/", "data", map("a", 1L))).get("data"))
        .isEqualTo(map("saved", "http", "task_result", "stored by http"));
    assertThat(delegated.getLast().config())
        .isEqualTo(map("url", "http://x/", "method", "POST", "payload", map("a", 1L)));

    stored(
        map(
            "tool",
            map(
                "kind",
                "python",
                "code",
                "def main(data, n): …",
                "data",
                1L,
                "args",
                map("n", 2L))));
    assertThat(delegated.getLast().args()).isEqualTo(map("data", 1L, "n", 2L));

    stored(
        map(
            "tool",
            map(
                "kind",
                "duckdb",
                "table",
                "t",
                "mode",
                "upsert",
                "key",
                "id",
                "data",
                List.of(map("id", 1L, "doc", map("it's", true)), map("id", 2L, "doc", null)))));
    assertThat(delegated.getLast().config().get("commands"))
        .isEqualTo(
            List.of(
                "CREATE TABLE IF NOT EXISTS \"t\" AS SELECT * FROM (VALUES (1,"
                    + " '{\"it''s\":true}'::JSON), (2, NULL)) AS v(\"id\", \"doc\") LIMIT 0",
                "UPDATE \"t\" AS t SET \"doc\" = v.\"doc\" FROM (VALUES (1,"
                    + " '{\"it''s\":true}'::JSON), (2, NULL)) AS v(\"id\", \"doc\")"
                    + " WHERE t.\"id\" = v.\"id\"",
                "INSERT INTO \"t\" (\"id\", \"doc\") SELECT * FROM (VALUES (1,"
                    + " '{\"it''s\":true}'::JSON), (2, NULL)) AS v(\"id\", \"doc\")"
                    + " WHERE NOT EXISTS (SELECT 1 FROM \"t\" AS t WHERE t.\"id\" = v.\"id\")"));
  }

  @Test
  void documentedSpellingsAreUnderstood() throws Exception {
    database.execute("CREATE TABLE spelled (a int)");
    stored(
        map("backend", "postgres", "auth", "pg_local", "table", "spelled", "from", "{\"a\": 3}"));
    assertThat(database.query("SELECT a FROM spelled")).containsExactly(List.of("3"));
  }
}
