package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is recorded is used again, what a rerun names or what failed runs again, and all behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RerunTest {
  private static final String LINE =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: rerun_line, path: rerun/line}
      workload: {who: world, times: 1}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/count/start"}
          vars: {seen: "{{ result.data.n }}"}
          next: items
        - step: items
          loop: {in: [a, b, c], iterator: x}
          tool: {kind: http, url: "@ECHO@/count/{{ x }}"}
          next: greet
        - step: greet
          tool:
            kind: python
            args: {who: "{{ workload.who }}", seen: "{{ vars.seen }}", items: "{{ items }}"}
            code: |
              result = {"text": f"hello {who}", "seen": seen, "n": [r["data"]["n"] for r in items["results"]]}
          next: end
        - step: end
          tool: {kind: http, url: "@ECHO@/count/end"}
      """;

  private static final String FORK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: rerun_fork, path: rerun/fork}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/count/start"}
          next: [left, right]
        - step: left
          tool: {kind: http, url: "@ECHO@/count/left"}
          next: left2
        - step: left2
          tool: {kind: http, url: "@ECHO@/count/left2"}
        - step: right
          tool: {kind: http, url: "@ECHO@/once/right"}
          next: right2
        - step: right2
          tool: {kind: http, url: "@ECHO@/count/right2"}
        - step: end
          tool: {kind: http, url: "@ECHO@/count/end"}
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: rerun_child, path: rerun/child}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/count/child-start-{{ workload.x }}"}
          next: work
        - step: work
          tool: {kind: http, url: "@ECHO@/once/child-work-{{ workload.x }}"}
          case:
            - when: "{{ event.name == 'call.done' }}"
              then: {result: "{{ response.data.n }}"}
      """;

  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: rerun_parent, path: rerun/parent}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/count/start"}
          next: call
        - step: call
          loop: {in: [1, 2, 3], iterator: x}
          tool: {kind: playbook, path: rerun/child, return_step: work, on_error: fail, args: {x: "{{ x }}"}}
          next: after
        - step: after
          tool: {kind: http, url: "@ECHO@/count/after"}
          args: {got: "{{ call.results }}"}
      """;

  /** What the second and the third step see is told as Python writes it: types and order too. */
  private static final String VALUES =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: rerun_values, path: rerun/values}
      workload: {one: 1.0, zebra: {y: 1, x: 2}}
      workflow:
        - step: start
          tool:
            kind: python
            code: |
              result = {"zebra": 12345678.0, "b": 1, "aa": [1e300, -0.0, 2**70, 0.1, 1e16], "": "",
                        "a": {"two": 2.0, "one": True}, "text": "\\u2028 a\\tb \\u0000c é \\U0001F600",
                        "nan": float("nan"), "inf": float("inf"), "none": None}
          case:
            - when: "{{ event.name == 'call.done' }}"
              then:
                - set: {kept: {z: 1.0, a: 2}, tenth: "{{ response.aa[3] }}"}
                - next: [{step: items, args: {passed: {w: 3.0, b: [1.0]}}}]
        - step: items
          loop: {in: [3.0, 1], iterator: x}
          tool: {kind: python, args: {x: "{{ x }}"}, code: "result = {'z': x, 'a': x}"}
          next: look
        - step: look
          tool:
            kind: python
            args: {s: "{{ start }}", k: "{{ kept }}", t: "{{ tenth }}", i: "{{ items }}", w: "{{ workload.zebra }}", o: "{{ workload.one }}"}
            code: |
              result = repr([s, k, t, i, w, o])
          next: [{step: again, args: {given: {z: 5.0, a: "{{ start.aa }}"}}}]
        - step: again
          tool: {kind: python, args: {given: "{{ given }}", look: "{{ look }}"}, code: "result = repr([given, look])"}
      """;

  private static final String QUEUE =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: rerun_queue, path: rerun/queue}
      workflow:
        - step: fill
          tool: {kind: postgres, auth: queue, command: "DROP TABLE IF EXISTS rerun_queue; CREATE TABLE rerun_queue AS SELECT generate_series(1, 5) id"}
          next: {arcs: [{step: rows}]}
        - step: rows
          loop:
            cursor:
              kind: postgres
              auth: queue
              claim: "DELETE FROM rerun_queue WHERE id IN (SELECT id FROM rerun_queue ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED) RETURNING id"
            iterator: row
            spec: {mode: cursor}
          tool: {kind: http, url: "@ECHO@/once/row-{{ row.id }}"}
          next: {arcs: [{step: after}]}
        - step: after
          tool: {kind: http, url: "@ECHO@/count/after"}
      """;

  private final EchoServer echo = new EchoServer();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    echo.on(
        "/count/",
        exchange ->
            EchoServer.answer(
                exchange, 200, "application/json", count(exchange.getRequestURI().getPath())));
    echo.on(
        "/once/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String answer = count(path);
          boolean fails = failing.remove(path.substring(path.lastIndexOf('/') + 1));
          EchoServer.answer(exchange, fails ? 500 : 200, "application/json", answer);
        });
    server = TestServer.start(data);
    server.post(
        "/api/credentials",
        Map.of(
            "name",
            "queue",
            "type",
            "postgres",
            "data",
            TestPostgres.database("rerun_queue").credential()));
    List.of(LINE, FORK, CHILD, PARENT, VALUES, QUEUE).forEach(this::register);
  }

  @AfterAll
  void stop() {
    server.close();
    echo.close();
  }

  @BeforeEach
  void forget() {
    calls.clear();
    failing.clear();
  }

  private String count(String path) {
    String key = path.substring(path.lastIndexOf('/') + 1);
    int n = calls.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    return "{\"n\": " + n + "}";
  }

  @Test
  void theStepAndWhatFollowsRunAgainWithNewInputs() throws Exception {
    Map<String, Object> first = run("rerun/line");

    Map<String, Object> again =
        rerun(first, Map.of("from_step", "greet", "payload", Map.of("who", "moon")));

    assertThat(again).containsEntry("status", "COMPLETED");
    assertThat(counts()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1, "end", 2, "start", 1));
    assertThat(result(again, "greet").toString()).contains("hello moon", "seen=1", "n=[1, 1, 1]");
    List<Map<String, Object>> events = SuiteChecks.events(again);
    assertThat(events).extracting(e -> e.get("event_type")).containsOnlyOnce("playbook.completed");
    assertThat(reused(again))
        .isNotEmpty()
        .allMatch(from -> from.startsWith(first.get("execution_id") + "/"));
    assertThat(
            events.stream()
                .filter(e -> e.get("event_type").equals("step.exit"))
                .map(e -> e.get("node_name")))
        .containsExactly("start", "items", "items", "items", "greet", "end");
  }

  @Test
  void whatAStepSeesIsTheSameToTheLastCharacter() throws Exception {
    Map<String, Object> first = run("rerun/values");

    assertThat(first).containsEntry("status", "COMPLETED");
    assertThat(result(first, "look").toString())
        .contains("'zebra': 12345678.0", "'b': 1,", "-0.0", "'x': 2", "3.0");
    for (String step : List.of("look", "again")) {
      Map<String, Object> again = rerun(first, Map.of("from_step", step));
      assertThat(result(again, "look")).isEqualTo(result(first, "look"));
      assertThat(result(again, "again")).isEqualTo(result(first, "again"));
    }
  }

  @Test
  void oneItemOfALoopRunsAgain() throws Exception {
    Map<String, Object> first = run("rerun/line");

    Map<String, Object> again = rerun(first, Map.of("from_step", "items", "item", 1));

    assertThat(again).containsEntry("status", "COMPLETED");
    assertThat(counts()).isEqualTo(Map.of("a", 1, "b", 2, "c", 1, "end", 2, "start", 1));
    assertThat(result(again, "greet").toString()).contains("n=[1, 2, 1]");
  }

  @Test
  void aRerunCanBeRunAgain() throws Exception {
    Map<String, Object> first = run("rerun/line");
    Map<String, Object> second = rerun(first, Map.of("from_step", "items[0]"));

    Map<String, Object> third = rerun(second, Map.of("from_step", "items[2]"));

    assertThat(third).containsEntry("status", "COMPLETED");
    assertThat(counts()).isEqualTo(Map.of("a", 2, "b", 1, "c", 2, "end", 3, "start", 1));
    assertThat(result(third, "greet").toString()).contains("n=[2, 1, 2]");
  }

  @Test
  void itIsAsImportantAsTheOneBeforeUnlessSaidOtherwise() throws Exception {
    failing.add("right");
    String first =
        String.valueOf(
            server
                .post("/api/execute", Map.of("path", "rerun/fork", "priority", 7))
                .object()
                .get("execution_id"));
    SuiteChecks.await(server, first);

    assertThat(priority(first, Map.of())).isEqualTo(7);
    assertThat(priority(first, Map.of("from_failure", true))).isEqualTo(7);
    assertThat(priority(first, Map.of("from_step", "left2"))).isEqualTo(7);
    assertThat(priority(first, Map.of("from_step", "left2", "priority", -3))).isEqualTo(-3);
    assertThat(priority(first, Map.of("priority", 0))).isZero();
    server.post("/api/executions/bulk", Map.of("action", "rerun", "ids", List.of(first)));
    assertThat(
            server
                .database()
                .jdbc()
                .sql(
                    "SELECT priority FROM noetl.execution WHERE labels ->> 'rerun_of' = ?"
                        + " ORDER BY execution_id DESC LIMIT 1")
                .param(first)
                .query(Integer.class)
                .single())
        .isEqualTo(7);
  }

  private int priority(String id, Map<String, Object> how) {
    Object again =
        server.post("/api/executions/" + id + "/rerun", how).object().get("execution_id");
    return server
        .database()
        .jdbc()
        .sql("SELECT priority FROM noetl.execution WHERE execution_id = ?::bigint")
        .param(again)
        .query(Integer.class)
        .single();
  }

  @Test
  void aFailedExecutionGoesOnWhereItFailed() throws Exception {
    failing.add("right");
    Map<String, Object> first = run("rerun/fork");
    assertThat(first).containsEntry("status", "FAILED");
    assertThat(counts()).isEqualTo(Map.of("left", 1, "left2", 1, "right", 1, "start", 1));

    Map<String, Object> again = rerun(first, Map.of("from_failure", true));

    assertThat(again).containsEntry("status", "COMPLETED");
    assertThat(counts())
        .isEqualTo(Map.of("left", 1, "left2", 1, "right", 2, "right2", 1, "start", 1, "end", 1));
  }

  @Test
  void ofClaimedRowsOnlyThoseThatFailedRunAgain() throws Exception {
    failing.add("row-3");
    Map<String, Object> first = run("rerun/queue");
    assertThat(first).containsEntry("status", "FAILED");

    Map<String, Object> again = rerun(first, Map.of("from_failure", true));

    assertThat(again).containsEntry("status", "COMPLETED");
    assertThat(counts())
        .isEqualTo(Map.of("row-1", 1, "row-2", 1, "row-3", 2, "row-4", 1, "row-5", 1, "after", 1));
    assertThat(result(again, "rows").toString())
        .contains("frames=3", "rows=5", "success=5", "failed=0");
  }

  @Test
  void otherBranchesKeepWhatTheyHaveDone() throws Exception {
    Map<String, Object> first = run("rerun/fork");

    Map<String, Object> again = rerun(first, Map.of("from_step", "left2"));

    assertThat(again).containsEntry("status", "COMPLETED");
    assertThat(counts())
        .isEqualTo(Map.of("left", 1, "left2", 2, "right", 1, "right2", 1, "start", 1, "end", 2));
  }

  @Test
  void aFailedChildGoesOnWhereItFailedAndItsParentGetsTheNewResult() throws Exception {
    failing.add("child-work-2");
    Map<String, Object> first = run("rerun/parent");
    assertThat(first).containsEntry("status", "FAILED");

    Map<String, Object> again = rerun(first, Map.of("from_failure", true));

    assertThat(again).as(String.valueOf(again.get("error"))).containsEntry("status", "COMPLETED");
    assertThat(counts())
        .containsEntry("start", 1)
        .containsEntry("child-start-2", 1)
        .containsEntry("child-work-1", 1)
        .containsEntry("child-work-2", 2)
        .containsEntry("child-work-3", 1)
        .containsEntry("after", 1);
    assertThat(result(again, "call").toString()).contains("results=[1, 2, 1]");
  }

  @Test
  void aStepInsideAChildRunsAgain() throws Exception {
    Map<String, Object> first = run("rerun/parent");

    Map<String, Object> again = rerun(first, Map.of("from_step", "call[0]/work"));

    assertThat(again).containsEntry("status", "COMPLETED");
    assertThat(counts())
        .containsEntry("child-start-1", 1)
        .containsEntry("child-work-1", 2)
        .containsEntry("child-work-3", 1)
        .containsEntry("after", 2);
    assertThat(result(again, "call").toString()).contains("results=[2, 1, 1]");
  }

  @Test
  void aNewVersionGoesOnWithOldResults() throws Exception {
    Map<String, Object> first = run("rerun/line");
    register(
        LINE.replace(
                "  - step: start\n",
                "  - step: unused\n"
                    + "    tool: {kind: http, url: \"@ECHO@/count/unused\"}\n"
                    + "    next: greet\n"
                    + "  - step: start\n")
            .replace("hello {who}", "goodbye {who}"));

    Map<String, Object> again = rerun(first, Map.of("from_step", "greet", "version", "latest"));

    assertThat(again)
        .as(again.toString())
        .containsEntry("status", "COMPLETED")
        .containsEntry("version", 2L);
    assertThat(result(again, "greet").toString()).contains("goodbye world", "n=[1, 1, 1]");
    assertThat(counts()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1, "end", 2, "start", 1));
    register(LINE.replace("greet", "salute"));
    assertRefused(
        first, Map.of("from_step", "greet", "version", 3), 422, "version 3 has no step 'greet'");
    register(LINE);
  }

  @Test
  void whatCanNotBeRunAgainIsToldWhy() throws Exception {
    Map<String, Object> first = run("rerun/line");
    assertRefused(
        first, Map.of("from_step", "nope"), 422, "no step 'nope' (expected one of: start, items");
    assertRefused(first, Map.of("from_failure", true), 422, "nothing in it failed: name the step");
    assertRefused(first, Map.of("from_step", "greet", "item", 1), 422, "has no loop");
    assertRefused(
        first, Map.of("from_step", "items[7]"), 422, "Item 7 of step 'items' was never run");
    assertRefused(first, Map.of("from_step", "greet/work"), 422, "'greet' calls no playbook");
    assertRefused(
        Map.of("execution_id", "1"), Map.of("from_step", "x"), 404, "Execution 1 not found");
    failing.add("right");
    assertRefused(
        run("rerun/fork"), Map.of("from_step", "right2"), 422, "'right2' was never reached");
  }

  private void assertRefused(
      Map<String, Object> execution, Map<String, Object> body, int status, String why) {
    TestServer.Reply reply =
        server.post("/api/executions/" + execution.get("execution_id") + "/rerun", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.text()).contains(why);
  }

  private void register(String playbook) {
    SuiteChecks.registered(
        server.post(
            "/api/catalog/register", Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
  }

  private Map<String, Object> run(String path) throws InterruptedException {
    return ended(server.post("/api/execute", Map.of("path", path)));
  }

  private Map<String, Object> rerun(Map<String, Object> execution, Map<String, Object> body)
      throws InterruptedException {
    return ended(server.post("/api/executions/" + execution.get("execution_id") + "/rerun", body));
  }

  private Map<String, Object> ended(TestServer.Reply started) throws InterruptedException {
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    return SuiteChecks.await(server, String.valueOf(started.object().get("execution_id")));
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    calls.forEach((key, n) -> counts.put(key, n.get()));
    return counts;
  }

  private static Object result(Map<String, Object> execution, String step) {
    return SuiteChecks.events(execution).reversed().stream()
        .filter(e -> e.get("node_name").equals(step))
        .filter(e -> Set.of("step.exit", "loop.done").contains(e.get("event_type")))
        .map(e -> Objects.requireNonNull(e.get("result")))
        .findFirst()
        .orElseThrow();
  }

  private List<String> reused(Map<String, Object> execution) {
    return server
        .database()
        .jdbc()
        .sql(
            "SELECT meta ->> 'reused_from' FROM noetl.event WHERE execution_id = ?::bigint AND meta ? 'reused_from'"
                .replace("meta ? '", "meta ?? '"))
        .param(execution.get("execution_id"))
        .query(String.class)
        .list();
  }
}
