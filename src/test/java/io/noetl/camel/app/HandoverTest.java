package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executions go on, on another server, at the step and the loop item where they were. */
class HandoverTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: handover, path: tests/handover}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/count/start"}
          vars: {seen: "{{ result.data.n }}"}
          next: items
        - step: items
          loop: {in: [a, b, c], iterator: x}
          tool: {kind: http, url: "@ECHO@/count/{{ x }}"}
          next: child
        - step: child
          tool: {kind: playbook, path: tests/handover_child, args: {x: "{{ vars.seen }}"}}
          next: end
        - step: end
          tool: {kind: http, url: "@ECHO@/count/end"}
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: handover_child, path: tests/handover_child}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/count/child-{{ workload.x }}"}
      """;

  private static final String CURSOR =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: handover_cursor, path: tests/handover_cursor}
      workflow:
        - step: rows
          loop:
            cursor:
              kind: postgres
              auth: handover
              claim: |
                UPDATE handover_queue SET state = 'claimed'
                 WHERE id IN (SELECT id FROM handover_queue WHERE state = 'new' ORDER BY id
                              LIMIT {{ __frame_max_rows }} FOR UPDATE SKIP LOCKED)
                RETURNING id
            iterator: row
            spec: {mode: cursor, frame: {max_rows: 3}}
          tool:
            - {name: before, kind: http, url: "@ECHO@/count/before-{{ row.id }}"}
            - {name: item, kind: http, url: "@ECHO@/count/{{ row.id }}"}
          next: {arcs: [{step: end}]}
        - step: end
          tool: {kind: noop, result: "{{ rows }}"}
      """;

  @TempDir static Path data;

  /** Each test goes on with the server on which the one before has ended. */
  private static TestServer first;

  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

  @BeforeAll
  static void startServer() {
    first = TestServer.start(data);
  }

  @AfterAll
  static void stopServer() {
    first.close();
  }

  /** Another server in the place of the one that runs. */
  private static TestServer second() {
    first = first.sibling(data);
    return first;
  }

  @Test
  void whatIsRecordedIsNotRunAgainAndTheRestGoesOn() throws Exception {
    CountDownLatch reachedB = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/count/",
          exchange -> {
            String key = exchange.getRequestURI().getPath().substring("/count/".length());
            int n = calls.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            if (key.equals("b") && n == 1) {
              reachedB.countDown();
              await(mayGoOn);
            }
            EchoServer.answer(exchange, 200, "application/json", "{\"n\": " + n + "}");
          });
      String id;
      for (String playbook : List.of(CHILD, PLAYBOOK)) {
        SuiteChecks.registered(
            first.post(
                "/api/catalog/register",
                Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
      }
      id =
          String.valueOf(
              first
                  .post("/api/execute", Map.of("path", "tests/handover"))
                  .object()
                  .get("execution_id"));
      assertThat(reachedB.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      mayGoOn.countDown();

      TestServer second = second();
      Map<String, Object> ended = SuiteChecks.await(second, id);

      assertThat(ended.get("status")).isEqualTo("COMPLETED");
    }
    assertThat(calls.get("start")).hasValue(1);
    assertThat(calls.get("a")).hasValue(1);
    assertThat(calls.get("b")).hasValueBetween(1, 2);
    assertThat(calls.get("c")).hasValue(1);
    assertThat(calls.get("child-1")).hasValue(1);
    assertThat(calls.get("end")).hasValue(1);
  }

  @Test
  void rowsThatACursorHasClaimedGoOnWhereTheyWere() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    TestPostgres queue = TestPostgres.database("handover_cursor");
    queue.execute(
        "CREATE TABLE handover_queue AS SELECT id, 'new' AS state FROM generate_series(1, 8) id");
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/count/",
          exchange -> {
            String key = exchange.getRequestURI().getPath().substring("/count/".length());
            int n = calls.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            if (key.equals("5") && n == 1) {
              reached.countDown();
              await(mayGoOn);
            }
            EchoServer.answer(exchange, 200, "application/json", "{}");
          });
      first.post(
          "/api/credentials",
          Map.of("name", "handover", "type", "postgres", "data", queue.credential()));
      SuiteChecks.registered(
          first.post(
              "/api/catalog/register", Map.of("content", CURSOR.replace("@ECHO@", echo.url("")))));
      String id =
          String.valueOf(
              first
                  .post("/api/execute", Map.of("path", "tests/handover_cursor"))
                  .object()
                  .get("execution_id"));
      assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      mayGoOn.countDown();

      TestServer second = second();
      Map<String, Object> ended = SuiteChecks.await(second, id);

      assertThat(ended.get("status")).as(String.valueOf(ended)).isEqualTo("COMPLETED");
      SuiteChecks.check(
          Map.of(
              "results",
              Map.of(
                  "rows",
                  Map.of(
                      "cursor",
                      "drained",
                      "frames",
                      3,
                      "rows",
                      8,
                      "stats",
                      Map.of("total", 8, "success", 8, "failed", 0)))),
          ended);
    }
    for (int id = 1; id <= 8; id++) {
      // The task before the call that was under way is recorded.
      assertThat(calls.get("before-" + id)).hasValue(1);
      assertThat(calls.get(String.valueOf(id))).hasValueBetween(1, id == 5 ? 2 : 1);
    }
  }

  @Test
  void aChildUnderWayIsNotStoppedWithTheServerOfItsParent() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/count/",
          exchange -> {
            if (exchange.getRequestURI().getPath().contains("child")) {
              reached.countDown();
              await(mayGoOn);
            }
            EchoServer.answer(exchange, 200, "application/json", "{\"n\": 1}");
          });
      for (String playbook : List.of(CHILD, PLAYBOOK)) {
        SuiteChecks.registered(
            first.post(
                "/api/catalog/register",
                Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
      }
      String id =
          String.valueOf(
              first
                  .post("/api/execute", Map.of("path", "tests/handover"))
                  .object()
                  .get("execution_id"));
      assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      mayGoOn.countDown();

      TestServer second = second();
      assertThat(SuiteChecks.await(second, id).get("status")).isEqualTo("COMPLETED");
      assertThat(
              second
                  .database()
                  .jdbc()
                  .sql("SELECT DISTINCT status FROM noetl.execution")
                  .query(String.class)
                  .list())
          .containsExactly("COMPLETED");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
