package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Neither a value that can't be stored nor playbooks that call each other without end hurt anybody
 * but the execution: it ends, the lists are read, the rest goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunBoundsTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data, "--noetl.engine.max-depth=6", "--noetl.engine.max-tree=40");
    server.post(
        "/api/credentials",
        Map.of("name", "pg", "type", "postgres", "data", TestPostgres.shared().credential()));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String register(String path, String workflow) {
    TestServer.Reply reply =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: p, path: %s}\nworkflow:\n%s"
                    .formatted(path, workflow)));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return path;
  }

  private String execute(String path, Map<String, ?> payload) {
    TestServer.Reply started =
        server.post("/api/execute", Map.of("path", path, "payload", payload));
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    return String.valueOf(started.object().get("execution_id"));
  }

  private Map<String, Object> run(String path, Map<String, ?> payload) throws Exception {
    return SuiteChecks.await(server, execute(path, payload));
  }

  private void everythingIsRead(String id) {
    for (String get :
        List.of(
            "/api/executions",
            "/api/executions/" + id,
            "/api/executions/" + id + "/events",
            "/api/executions/" + id + "/status",
            "/api/executions/" + id + "/logs",
            "/api/vars/" + id)) {
      assertThat(server.get(get).status()).as(get).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "result = 10**4000",
        "result = -10**4000",
        "result = {'a': [10**4000]}",
        "result = [10**20000]",
        "raise ValueError('a\\0b')",
        "raise ValueError('\\ud800')",
        "raise ValueError('x' * 3000000)",
        "raise type('N\\0\\udfff', (Exception,), {})('x')",
        "result = 'a\\0b'",
        "result = {'k\\0': 'v', '\\ud800': 1}",
        "result = '\\ud800'",
        "result = [float('nan'), float('inf'), -float('inf')]",
        "r = []\nfor i in range(900): r = [r]\nresult = r",
        "r = {}\nfor i in range(900): r = {'a': r}\nresult = r",
        "result = {1: 'a', None: 'b', (1, 2): 'c', 1.5: 'd', True: 'e'}",
        "print('a\\0b', '\\ud800', 'x' * 40000)\nresult = 1",
        "import datetime\n"
            + "result = [datetime.datetime.max, datetime.date.min, datetime.timedelta.max]",
        "result = 'x' * 3000000"
      })
  void aPoisonedStepEndsItsExecutionAndNothingElse(String code) throws Exception {
    String block = "          " + code.replace("\n", "\n          ");
    String path =
        register(
            "bounds/poison",
            "  - step: start\n    tool:\n      kind: python\n      code: |\n"
                + block
                + "\n"
                + "    next: [{step: again}]\n"
                + "  - step: again\n"
                + "    tool: {kind: python, args: {seen: '{{ start }}'}, code: 'result ="
                + " str(seen)[:20]'}\n");

    String id = execute(path, Map.of());
    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended.get("status")).isIn("COMPLETED", "FAILED");
    everythingIsRead(id);
  }

  @Test
  void whatTemplatesMakeIsStoredToo() throws Exception {
    String path =
        register(
            "bounds/templates",
            """
              - step: start
                tool: {kind: postgres, auth: pg, command: 'SELECT 1'}
                case:
                  - when: "{{ event.name == 'call.done' }}"
                    then:
                      - set: {big: "{{ 10 ** 4000 }}", half: "{{ given }}"}
                      - next: [{step: last, args: {big: "{{ 10 ** 4000 }}"}}]
              - step: last
                tool: {kind: postgres, auth: pg, command: 'SELECT 2'}
            """
                .replaceAll("(?m)^  ", ""));

    String id = execute(path, Map.of("given", "a\u0000b"));
    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended.get("status")).isIn("COMPLETED", "FAILED");
    everythingIsRead(id);
  }

  @Test
  void variablesAndPayloadsFromOutside() throws Exception {
    String path =
        register(
            "bounds/outside",
            "  - step: start\n    tool: {kind: postgres, auth: pg, command: 'SELECT 1'}\n");
    String id = execute(path, Map.of("a", "\u0000", "b", "\ud800", "\ud800", Map.of("c\u0000", 1)));
    SuiteChecks.await(server, id);

    TestServer.Reply set =
        server.post("/api/vars/" + id, Map.of("variables", Map.of("x", "\ud800\u0000")));

    assertThat(set.status()).as(set.text()).isLessThan(500);
    everythingIsRead(id);
  }

  @Test
  void aRowThatCannotBeReadIsShownAsSuchAmongTheOthers() throws Exception {
    String path =
        register(
            "bounds/row",
            "  - step: start\n    tool: {kind: postgres, auth: pg, command: 'SELECT 1'}\n");
    String id = execute(path, Map.of());
    SuiteChecks.await(server, id);
    server
        .database()
        .jdbc()
        .sql(
            "UPDATE noetl.execution SET result = ('[' || repeat('9', 300000) || ']')::json WHERE"
                + " execution_id = ?")
        .param(Long.parseLong(id))
        .update();

    everythingIsRead(id);
    assertThat(server.get("/api/executions/" + id).text()).contains("unreadable");
  }

  @Test
  void aPlaybookThatCallsItselfEndsAtTheDepth() throws Exception {
    String path =
        register(
            "bounds/itself",
            "  - step: start\n    tool: {kind: playbook, path: bounds/itself, on_error: fail}\n");

    Map<String, Object> ended = run(path, Map.of());

    assertThat(ended.get("status")).isEqualTo("FAILED");
    assertThat(ended.toString()).contains("at most 6", "bounds/itself ← bounds/itself");
    assertThat(count("bounds/itself")).isEqualTo(7);
  }

  @Test
  void soDoTwoThatCallEachOtherWithoutWaiting() throws Exception {
    register(
        "bounds/pong",
        "  - step: start\n    tool: {kind: playbook, path: bounds/ping, wait: false}\n");
    run(
        register(
            "bounds/ping",
            "  - step: start\n    tool: {kind: playbook, path: bounds/pong, wait: false}\n"),
        Map.of());

    Waiting.until(() -> open("bounds/p_ng"), n -> n == 0);
    assertThat(count("bounds/ping") + count("bounds/pong")).isEqualTo(7);
  }

  @Test
  void aFanOutOfFanOutsIsBoundedAndItsCancelStopsItWhole() throws Exception {
    String path =
        register(
            "bounds/fan",
            """
            - step: start
              loop: {in: "{{ range(20) | list }}", iterator: i, mode: parallel}
              tool: {kind: playbook, path: bounds/fan}
              next: [{step: rest}]
            - step: rest
              tool: {kind: postgres, auth: pg, command: "SELECT pg_sleep(600)"}
            """
                .replaceAll("(?m)^", "  "));
    String id = execute(path, Map.of());
    Waiting.until(() -> count("bounds/fan"), n -> n > 20);

    assertThat(server.get("/api/executions").status()).isEqualTo(200);
    assertThat(open("bounds/fan")).isLessThanOrEqualTo(60);
    TestServer.Reply cancelled =
        server.post("/api/executions/" + id + "/cancel", Map.of("cascade", true));

    assertThat(cancelled.status()).isEqualTo(200);
    Waiting.until(() -> open("bounds/fan"), n -> n == 0);
  }

  @Test
  void theCancelOfAChainStopsAllOfIt() throws Exception {
    String path =
        register(
            "bounds/chain",
            """
            - step: start
              tool: {kind: playbook, path: bounds/chain}
              next: [{step: sleep}]
            - step: sleep
              tool: {kind: postgres, auth: pg, command: "SELECT pg_sleep(600)"}
            """
                .replaceAll("(?m)^", "  "));
    String id = execute(path, Map.of());
    // the one at the bottom may not start another, and fails
    Waiting.until(() -> rows("status = 'FAILED' AND path LIKE ?", "bounds/chain"), n -> n == 1);
    assertThat(open("bounds/chain")).isEqualTo(6);

    TestServer.Reply cancelled =
        server.post("/api/executions/" + id + "/cancel", Map.of("cascade", true));

    assertThat(cancelled.text()).contains(id);
    Waiting.until(() -> open("bounds/chain"), n -> n == 0);
    assertThat(
            server
                .database()
                .jdbc()
                .sql(
                    "SELECT DISTINCT status FROM noetl.execution WHERE path = 'bounds/chain' AND"
                        + " depth < 6")
                .query(String.class)
                .list())
        .containsExactly("CANCELLED");
  }

  private long count(String path) {
    return rows("path LIKE ?", path);
  }

  private long open(String path) {
    return rows("end_time IS NULL AND path LIKE ?", path);
  }

  private long rows(String where, String path) {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM noetl.execution WHERE " + where)
        .param(path)
        .query(Long.class)
        .single();
  }
}
