package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done is undone, once, whoever stops the execution and whichever server has it. */
class CleanupTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: saga, path: tests/saga}
      workload: {ship: ship}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/do/flight", args: {seat: 12}}
          compensate: {kind: http, url: "@ECHO@/undo/flight?of={{ result.data.id }}&seat={{ input.seat }}"}
          next: rooms
        - step: rooms
          loop: {in: [a, b], iterator: room}
          tool: {kind: http, url: "@ECHO@/do/room-{{ room }}"}
          compensate: {kind: http, url: "@ECHO@/undo/room-{{ room }}?of={{ result.data.id }}"}
          next: ship
        - step: ship
          tool: {kind: http, url: "@ECHO@/do/{{ workload.ship }}"}
      on_failure: {step: tell, tool: {kind: http, url: "@ECHO@/told/{{ failed_step }}/{{ compensated | length }}"}}
      on_cancel:
        step: tell_cancel
        tool: {kind: playbook, path: tests/saga_child, args: {status: "{{ status }}"}, on_error: fail}
      finally: {step: release, tool: {kind: http, url: "@ECHO@/released/{{ status }}"}}
      """;

  private static final String CHILD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: saga_child, path: tests/saga_child}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/told/{{ workload.status }}"}
      """;

  private static final List<String> DONE = List.of("/do/flight", "/do/room-a", "/do/room-b");
  private static final List<String> UNDONE =
      List.of("/undo/room-b?of=3", "/undo/room-a?of=2", "/undo/flight?of=1&seat=12");

  @TempDir static Path data;
  private static TestServer server;
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final EchoServer echo = new EchoServer();
  private volatile String held = "";

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
    for (String path : List.of("/do/", "/undo/", "/told/", "/released/")) {
      echo.on(
          path,
          exchange -> {
            String uri = exchange.getRequestURI().toString();
            calls.add(uri);
            if (!held.isEmpty() && uri.startsWith(held) && mayGoOn.getCount() > 0) {
              reached.countDown();
              await(mayGoOn);
            }
            int status = uri.equals("/do/no-ship") ? 410 : 200;
            EchoServer.answer(
                exchange, status, "application/json", "{\"id\": " + calls.size() + "}");
          });
    }
    for (String playbook : List.of(CHILD, PLAYBOOK)) {
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
  void anotherServerGoesOnBehindTheLastThatIsUndone() throws Exception {
    held = "/undo/room-a";
    String id = started("no-ship");
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    server.close();
    mayGoOn.countDown();
    server = server.sibling(data);

    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended).containsEntry("status", "FAILED");
    assertThat(String.valueOf(ended.get("error"))).contains("410");
    assertThat(calls.stream().distinct())
        .containsExactly(
            DONE.get(0),
            DONE.get(1),
            DONE.get(2),
            "/do/no-ship",
            UNDONE.get(0),
            UNDONE.get(1),
            UNDONE.get(2),
            "/told/ship/3",
            "/released/FAILED");
    // What was under way when the server went is made again, under its key; nothing else is.
    assertThat(calls).hasSizeBetween(9, 10);
    assertThat(ended.get("cleanup").toString())
        .contains("state=over", "step=rooms, item=1", "step=rooms, item=0", "step=start")
        .contains("troubles=[]");
    assertThat(server.get("/api/executions/" + id + "/overview").object())
        .containsEntry("cleanup", ended.get("cleanup"));

    calls.clear();
    String again =
        String.valueOf(
            server
                .post(
                    "/api/executions/" + id + "/rerun",
                    Map.of("from_step", "ship", "payload", Map.of("ship", "ship")))
                .object()
                .get("execution_id"));
    assertThat(SuiteChecks.await(server, again)).containsEntry("status", "COMPLETED");
    // A rerun does anew what was undone.
    assertThat(calls)
        .containsExactly(
            "/do/flight", "/do/room-a", "/do/room-b", "/do/ship", "/released/COMPLETED");
  }

  @Test
  void aCancelledExecutionUndoesAndIsNotCancelledAgain() throws Exception {
    held = "/do/slow";
    String id = started("slow");
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
    held = "/undo/room-b";
    CountDownLatch mayUndo = new CountDownLatch(1);
    echo.on(
        "/undo/room-b",
        exchange -> {
          calls.add(exchange.getRequestURI().toString());
          await(mayUndo);
          EchoServer.answer(exchange, 200, "application/json", "{}");
        });
    assertThat(server.post("/api/executions/" + id + "/cancel", Map.of()).object())
        .containsEntry("status", "cancelled");
    Waiting.until(
        () ->
            String.valueOf(server.get("/api/executions/" + id + "/status").object().get("status")),
        "COMPENSATING"::equals);
    assertThat(server.get("/api/executions?status=COMPENSATING").text()).contains(id);
    assertThat(server.post("/api/executions/" + id + "/cancel", Map.of("cascade", true)).object())
        .containsEntry("status", "cleaning_up");
    mayUndo.countDown();

    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended).containsEntry("status", "CANCELLED");
    assertThat(calls)
        .containsExactly(
            DONE.get(0),
            DONE.get(1),
            DONE.get(2),
            "/do/slow",
            UNDONE.get(0),
            UNDONE.get(1),
            UNDONE.get(2),
            "/told/CANCELLED",
            "/released/CANCELLED");
  }

  private String started(String ship) {
    return String.valueOf(
        server
            .post("/api/execute", Map.of("path", "tests/saga", "payload", Map.of("ship", ship)))
            .object()
            .get("execution_id"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
