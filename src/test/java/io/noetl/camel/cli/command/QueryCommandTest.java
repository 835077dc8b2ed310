package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SQL by the server, rows as a table. */
class QueryCommandTest {
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran query(String sql, String result) {
    server.answers(
        "POST /api/postgres/execute", 200, "{\"status\":\"ok\",\"result\":%s}".formatted(result));
    return server.run("query", sql);
  }

  @Test
  void drawsATableWithTheSelectedNames() {
    Ran ran =
        query(
            "SELECT e.execution_id, count(*), coalesce(a, b) AS either FROM noetl.event e",
            "[[766775320140578819,3,null],[1,2,\"größer\"]]");

    assertThat(ran.out())
        .isEqualTo(
            """
            ┌────────────────────┬───────┬────────┐
            │ execution_id       │ count │ either │
            ├────────────────────┼───────┼────────┤
            │ 766775320140578819 │ 3     │ null   │
            │ 1                  │ 2     │ größer │
            └────────────────────┴───────┴────────┘
            (2 rows)
            """);
  }

  @Test
  void numbersColumnsWhoseNamesItCannotTell() {
    assertThat(query("SELECT * FROM t", "[[1,2]]").out())
        .contains("column 1", "column 2", "(1 row)");
  }

  @Test
  void takesTheNamesThatTheServerGives() {
    server.answers(
        "POST /api/postgres/execute",
        200,
        "{\"status\":\"ok\",\"columns\":[\"a\",\"b\"],\"result\":[[1,2]]}");

    assertThat(server.run("query", "SELECT * FROM t").out()).contains("│ a │ b │");
  }

  @Test
  void saysThatThereIsNothing() {
    assertThat(query("SELECT 1 WHERE false", "[]").out()).isEqualTo("(0 rows)\n");
    assertThat(query("CREATE TABLE t ()", "null").out()).isEqualTo("(0 rows)\n");
  }

  @Test
  void handsOnSchemaAndConnection() {
    server.answers("POST /api/postgres/execute", 200, "{\"status\":\"ok\",\"result\":[[1]]}");

    Ran ran =
        server.run(
            "query",
            "SELECT 1",
            "--schema",
            "noetl",
            "--connection-string",
            "postgresql://d@h/d",
            "--format",
            "json");

    assertThat(ran.out()).isEqualTo("[\n  [\n    1\n  ]\n]\n");
    assertThat(server.calls())
        .containsExactly(
            "POST /api/postgres/execute {\"connection_string\":\"postgresql://d@h/d\","
                + "\"query\":\"SELECT 1\",\"schema\":\"noetl\"}");
  }

  @Test
  void failsWhereTheStatementDoes() {
    server.answers(
        "POST /api/postgres/execute",
        200,
        "{\"status\":\"error\",\"result\":null,\"error\":\"relation \\\"nope\\\" does not"
            + " exist\"}");

    Ran ran = server.run("query", "SELECT * FROM nope");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("relation \"nope\" does not exist");
  }
}
