package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Engine;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A paused execution begins nothing, on whichever server, until it is resumed or cancelled. */
class PauseTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: paused, path: tests/paused}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/slow/start"}
          next: [left, right]
        - step: left
          tool: {kind: http, url: "@ECHO@/count/left"}
        - step: right
          tool: {kind: http, url: "@ECHO@/count/right"}
        - step: end
          tool: {kind: http, url: "@ECHO@/count/end"}
      """;
  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: pausing_parent, path: tests/pausing_parent}
      workflow:
        - step: start
          tool: {kind: playbook, path: tests/paused}
          next: after
        - step: after
          tool: {kind: http, url: "@ECHO@/count/after"}
      """;

  @TempDir static Path data;
  private static TestServer server;
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
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
        "/slow/",
        exchange -> {
          reached.countDown();
          await(mayGoOn);
          EchoServer.answer(exchange, 200, "application/json", "{}");
        });
    echo.on(
        "/count/",
        exchange -> {
          String key = exchange.getRequestURI().getPath().substring("/count/".length());
          calls.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
          EchoServer.answer(exchange, 200, "application/json", "{}");
        });
    for (String playbook : List.of(PLAYBOOK, PARENT)) {
      SuiteChecks.registered(
          server.post(
              "/api/catalog/register",
              Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
    }
  }

  @AfterEach
  void stop() {
    mayGoOn.countDown();
    echo.close();
  }

  @Test
  void aPausedExecutionEndsWhatIsUnderWayAndGoesOnWhenItIsResumed() throws Exception {
    String id = started("tests/paused");
    TestServer.Reply paused = post(id, "pause", Map.of("reason", "a look"));
    assertThat(paused.object()).containsEntry("status", "PAUSED");
    mayGoOn.countDown();
    awaitEvent(id, "command.completed");
    assertStatus(id, "PAUSED");
    assertThat(post(id, "pause", Map.of()).object().get("message"))
        .isEqualTo("Execution " + id + " was PAUSED before");

    assertThat(post(id, "resume", Map.of()).object()).containsEntry("status", "RUNNING");

    Map<String, Object> ended = SuiteChecks.await(server, id);
    assertThat(ended).containsEntry("status", "COMPLETED");
    assertThat(SuiteChecks.events(ended))
        .extracting(e -> e.get("event_type"))
        .containsSubsequence("playbook.paused", "playbook.resumed", "playbook.completed")
        .containsOnlyOnce("playbook.paused", "playbook.resumed");
    List<?> pauses =
        (List<?>) server.get("/api/executions/" + id + "/steps").object().get("pauses");
    assertThat(pauses).hasSize(1);
    assertThat(JsonLike.object((Map<?, ?>) pauses.getFirst()))
        .containsEntry("reason", "a look")
        .containsKeys("begun_at", "ended_at")
        .doesNotContainValue(null);
    assertThat(calls.get("left")).hasValue(1);
    assertThat(calls.get("right")).hasValue(1);
    assertThat(calls.get("end")).hasValue(1);
    assertThat(post(id, "resume", Map.of()).status()).isEqualTo(409);
    assertThat(post(id, "pause", Map.of()).text()).contains("is COMPLETED (expected: RUNNING)");
  }

  /** The others find the second server in the place of the first. */
  @Test
  void aPausedExecutionStaysPausedOnTheNextServer() throws Exception {
    String id = started("tests/paused");
    post(id, "pause", Map.of());
    mayGoOn.countDown();
    awaitEvent(id, "command.completed");
    server.close();
    server = server.sibling(data.resolve("second"));
    awaitOwner(id);
    assertStatus(id, "PAUSED");

    post(id, "resume", Map.of());

    assertThat(SuiteChecks.await(server, id)).containsEntry("status", "COMPLETED");
    assertThat(calls.get("left")).hasValue(1);
    assertThat(calls.get("end")).hasValue(1);
  }

  @Test
  void anotherServerPausesAndResumesToo() throws Exception {
    String id = started("tests/paused");
    try (TestServer other = server.sibling(data.resolve("other"))) {
      other.post("/api/executions/" + id + "/pause", Map.of());
      awaitHeld(id, other);
      mayGoOn.countDown();
      awaitEvent(id, "command.completed");
      assertStatus(id, "PAUSED");

      other.post("/api/executions/" + id + "/resume", Map.of());

      assertThat(SuiteChecks.await(server, id)).containsEntry("status", "COMPLETED");
    }
  }

  @Test
  void aPausedExecutionCanBeCancelled() throws Exception {
    String id = started("tests/paused");
    post(id, "pause", Map.of());
    mayGoOn.countDown();
    awaitEvent(id, "command.completed");

    post(id, "cancel", Map.of());

    assertThat(SuiteChecks.await(server, id)).containsEntry("status", "CANCELLED");
    assertThat(calls).doesNotContainKeys("left", "right", "end");
  }

  @Test
  void childrenArePausedWithTheirParent() throws Exception {
    String id = started("tests/pausing_parent");

    Map<String, Object> paused = post(id, "pause", Map.of("cascade", true)).object();

    assertThat((List<?>) paused.get("executions")).hasSize(2).first().isEqualTo(id);
    mayGoOn.countDown();
    assertThat((List<?>) post(id, "resume", Map.of("cascade", true)).object().get("executions"))
        .hasSize(2)
        .first()
        .isEqualTo(id);
    assertThat(SuiteChecks.await(server, id)).containsEntry("status", "COMPLETED");
    assertThat(calls.get("after")).hasValue(1);
  }

  private String started(String path) throws InterruptedException {
    Map<String, Object> reply = server.post("/api/execute", Map.of("path", path)).object();
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    return String.valueOf(reply.get("execution_id"));
  }

  private TestServer.Reply post(String id, String verb, Map<String, Object> body) {
    return server.post("/api/executions/" + id + "/" + verb, body);
  }

  /** The list, the detail and the status agree. */
  private void assertStatus(String id, String status) {
    assertThat(server.get("/api/executions/" + id).object()).containsEntry("status", status);
    assertThat(server.get("/api/executions/" + id + "/status").object())
        .containsEntry("status", status)
        .containsEntry("completed", false);
    assertThat(server.get("/api/executions?status=" + status).text()).contains(id);
  }

  private void awaitEvent(String id, String type) throws InterruptedException {
    Waiting.until(
        () -> server.get("/api/executions/" + id + "/events?event_type=" + type).object(),
        page -> !page.get("total").equals(0L));
  }

  private void awaitOwner(String id) throws InterruptedException {
    Waiting.until(() -> server.bean(Engine.class).running(Long.parseLong(id)), run -> run != null);
  }

  /** On either server: a process that stood still for longer than a lease loses what it runs. */
  private void awaitHeld(String id, TestServer other) throws InterruptedException {
    long execution = Long.parseLong(id);
    Waiting.until(
        () ->
            server.bean(Engine.class).isHeldHere(execution)
                || other.bean(Engine.class).isHeldHere(execution),
        held -> held);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
