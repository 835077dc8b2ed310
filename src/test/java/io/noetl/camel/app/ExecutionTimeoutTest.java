package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Replica;
import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An execution that takes longer than its playbook allows is stopped, wherever it runs. */
class ExecutionTimeoutTest {
  private static final String HANGS =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: hangs, path: tests/hangs}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/hang"}
      """;
  private static final String BOUNDED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: bounded, path: tests/bounded}
      timeout: 6
      workflow:
        - step: start
          tool: {kind: playbook, path: tests/hangs}
          next: after
        - step: after
          tool: {kind: http, url: "@ECHO@/echo"}
      """;

  @TempDir static Path data;
  private static TestServer server;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final EchoServer echo = new EchoServer();

  @BeforeAll
  static void startServer() {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() {
    echo.on(
        "/hang",
        exchange -> {
          reached.countDown();
          await(over);
          EchoServer.answer(exchange, 200, "application/json", "{}");
        });
    for (String playbook : List.of(HANGS, BOUNDED)) {
      SuiteChecks.registered(
          server.post(
              "/api/catalog/register",
              Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    echo.close();
  }

  @Test
  void theExecutionFailsAndItsChildIsStopped() throws Exception {
    String id = started();

    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended).containsEntry("status", "FAILED");
    assertThat(String.valueOf(ended.get("error")))
        .contains("stopped 6.0 s after its start, the `timeout` of its playbook");
    assertThat(SuiteChecks.events(ended))
        .extracting(e -> e.get("event_type"))
        .containsOnlyOnce("playbook.failed")
        .doesNotContain("playbook.completed");
    Map<?, ?> child = (Map<?, ?>) ((List<?>) ended.get("children")).getFirst();
    assertThat(SuiteChecks.await(server, String.valueOf(child.get("execution_id"))))
        .containsEntry("status", "CANCELLED");
  }

  /** The others find the second server in the place of the first. */
  @Test
  void theTimeGoesOnWhileNobodyRunsIt() throws Exception {
    String id = started();
    server.bean(Replica.class).close();
    TestServer first = server;
    server = first.sibling(data.resolve("second"));

    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended).containsEntry("status", "FAILED");
    assertThat(String.valueOf(ended.get("error"))).contains("`timeout` of its playbook");
    over.countDown();
    first.close();
  }

  @Test
  void aPausedExecutionEndsInTimeToo() throws Exception {
    String id = started();
    server.post("/api/executions/" + id + "/pause", Map.of());

    assertThat(SuiteChecks.await(server, id)).containsEntry("status", "FAILED");
  }

  @Test
  void theTimeMayBeATemplate() throws Exception {
    String bounded =
        BOUNDED
            .replace("@ECHO@", echo.url(""))
            .replace("timeout: 6", "timeout: '{{ workload.most }}'\nworkload: {most: 2}");
    SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", bounded)));

    String id = started();

    assertThat(String.valueOf(SuiteChecks.await(server, id).get("error")))
        .contains("stopped 2.0 s after its start");
    Object wrong =
        server
            .post(
                "/api/execute",
                Map.of("path", "tests/bounded", "payload", Map.of("most", "a while")))
            .object()
            .get("execution_id");
    assertThat(String.valueOf(SuiteChecks.await(server, String.valueOf(wrong)).get("error")))
        .contains("'timeout' is 'a while' (expected: a number >= 0.001)");
  }

  private String started() throws InterruptedException {
    Map<String, Object> reply =
        server.post("/api/execute", Map.of("path", "tests/bounded")).object();
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    return String.valueOf(reply.get("execution_id"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
