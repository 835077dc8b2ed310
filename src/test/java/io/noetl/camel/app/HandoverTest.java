package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  @TempDir Path data;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

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
      TestServer first = TestServer.start(data);
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

      try (TestServer second = first.sibling(data)) {
        Map<String, Object> ended = SuiteChecks.await(second, id);

        assertThat(ended.get("status")).isEqualTo("COMPLETED");
      }
    }
    assertThat(calls.get("start")).hasValue(1);
    assertThat(calls.get("a")).hasValue(1);
    assertThat(calls.get("b")).hasValueBetween(1, 2);
    assertThat(calls.get("c")).hasValue(1);
    assertThat(calls.get("child-1")).hasValue(1);
    assertThat(calls.get("end")).hasValue(1);
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
      TestServer first = TestServer.start(data);
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

      try (TestServer second = first.sibling(data)) {
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
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
