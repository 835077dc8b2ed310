package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executions that wait for a time or a signal hold nothing meanwhile, and go on with what has come,
 * on whichever server.
 */
class WaitTest {
  private static final String FOR_SIGNAL =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: order, path: tests/order}
      workload: {order: none, name: paid}
      workflow:
        - step: start
          tool: {kind: wait, signal: "{{ workload.name }}", key: "{{ workload.order }}"}
          next: end
        - step: end
          tool: {kind: python, code: "result = {'paid': start['amount']}", input: {start: "{{ start }}"}}
      """;
  private static final String BY_ARCS =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: by_arcs, path: tests/wait_arcs}
      workflow:
        - step: start
          tool:
            - name: ask
              kind: noop
              result: asked
            - name: answer
              kind: wait
              signal: answer
              key: "{{ execution_id }}"
              timeout: 1h
          set: {ctx.answer: "{{ output.data.text }}"}
          next:
            arcs:
              - {step: end, when: "{{ ctx.answer == 'yes' }}"}
              - {step: other}
        - step: other
          tool: {kind: noop, result: other}
        - step: end
          tool: {kind: noop, result: "{{ ctx.answer }}"}
      """;
  private static final String LATE =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: late, path: tests/late}
      workflow:
        - step: start
          tool: {kind: wait, signal: never, timeout: 3s}
          case:
            - when: "{{ event.name == 'call.error' and error.type == 'Timeout' }}"
              then: {next: {step: escalate}}
        - step: escalate
          tool: {kind: noop, result: escalated}
      """;
  private static final String LIMITED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: limited, path: tests/limited}
      concurrency: 1
      workload: {n: 0}
      workflow:
        - step: start
          tool: {kind: wait, signal: go, key: "{{ workload.n }}"}
      """;
  private static final String LOOP =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: wait_loop, path: tests/wait_loop}
      workflow:
        - step: start
          loop: {in: [a, b, c], iterator: x, mode: parallel}
          tool: {kind: wait, signal: item, key: "{{ execution_id }}-{{ x }}"}
          next: end
        - step: end
          tool: {kind: noop, result: "{{ start.results }}"}
      """;
  private static final String SENDER =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: sender, path: tests/sender}
      workload: {key: none}
      workflow:
        - step: start
          tool: {kind: signal, signal: paid, key: "{{ workload.key }}", payload: {amount: 7}}
      """;

  @TempDir static Path data;
  private static TestServer server;

  @BeforeAll
  static void startServer() {
    server = TestServer.start(data);
    for (String playbook : List.of(FOR_SIGNAL, BY_ARCS, LATE, LIMITED, LOOP, SENDER)) {
      SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void aSignalWithItsKeyEndsTheWaitAndIsItsResult() throws Exception {
    String id = start("tests/order", Map.of("order", "A-1"));
    awaitParked(id);
    assertThat(status(id)).isEqualTo("RUNNING");
    assertThat(server.get("/api/waits?execution_id=" + id).text())
        .contains("\"signal\":\"paid\"", "\"key\":\"A-1\"", "\"parked\":true");
    assertThat(server.get("/api/executions/" + id + "/steps").text())
        .contains("\"waits\":[{\"step\":\"start\",\"kind\":\"signal\",\"signal\":\"paid\"")
        .contains("\"ended_at\":null,\"due_at\"", "\"parked\":true");
    assertThat(signal("paid", Map.of("key", "A-2", "payload", Map.of("amount", 1))))
        .containsEntry("kept", true);

    assertThat(signal("paid", Map.of("key", "A-1", "payload", Map.of("amount", 40))))
        .containsEntry("delivered", List.of(id))
        .containsEntry("kept", false);

    Map<String, Object> ended = SuiteChecks.await(server, id);
    assertThat(ended).containsEntry("status", "COMPLETED");
    assertThat(ended.get("result")).isEqualTo(Map.of("paid", 40L));
    assertThat(server.get("/api/executions/" + id + "/steps").text())
        .containsPattern("\"ended_at\":\"[^\"]+Z\",\"due_at\":[^}]*\"parked\":false");
    assertThat(SuiteChecks.events(ended))
        .filteredOn(e -> e.get("node_name").equals("start"))
        .extracting(e -> e.get("event_type"))
        .containsOnlyOnce("step.enter", "step.exit");
  }

  @Test
  void aSignalThatComesFirstIsKeptForTheFirstThatWaits() throws Exception {
    signal("paid", Map.of("key", "B", "payload", Map.of("amount", 5)));

    String first = start("tests/order", Map.of("order", "B"));
    assertThat(SuiteChecks.await(server, first).get("result")).isEqualTo(Map.of("paid", 5L));

    String second = start("tests/order", Map.of("order", "B"));
    awaitParked(second);
    signal("paid", Map.of("key", "B", "payload", Map.of("amount", 6)));
    assertThat(SuiteChecks.await(server, second).get("result")).isEqualTo(Map.of("paid", 6L));
  }

  @Test
  void aSignalGoesToOneOrToAllAsItsSenderSays() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      ids.add(start("tests/order", Map.of("order", "C")));
      awaitWaiting(ids.getLast());
    }
    Map<String, Object> payload = Map.of("amount", 1);
    assertThat(signal("paid", Map.of("key", "C", "payload", payload, "deliver", "one")))
        .containsEntry("delivered", List.of(ids.getFirst()));
    SuiteChecks.await(server, ids.getFirst());

    Map<String, Object> sent = signal("paid", Map.of("key", "C", "payload", payload));

    assertThat((List<?>) sent.get("delivered")).hasSize(2);
    for (String id : ids) {
      assertThat(SuiteChecks.await(server, id)).containsEntry("status", "COMPLETED");
    }
  }

  @Test
  void aSignalSentTwiceUnderItsKeyIsOneSignal() {
    Map<String, Object> body =
        Map.of("key", "twice", "payload", Map.of("amount", 1), "idempotency_key", "order-9");
    Map<String, Object> first = signal("paid", body);

    assertThat(first).containsEntry("duplicate", false);
    assertThat(signal("paid", body))
        .containsEntry("duplicate", true)
        .containsEntry("signal_id", first.get("signal_id"));
  }

  @Test
  void aPlaybookSendsASignal() throws Exception {
    String id = start("tests/order", Map.of("order", "D"));
    awaitWaiting(id);

    Map<String, Object> sent = SuiteChecks.await(server, start("tests/sender", Map.of("key", "D")));

    assertThat(sent.get("result").toString()).contains("delivered=1");
    assertThat(SuiteChecks.await(server, id).get("result")).isEqualTo(Map.of("paid", 7L));
  }

  @Test
  void aTaskOfAListWaitsToo() throws Exception {
    String id = start("tests/wait_arcs", Map.of());
    awaitParked(id);

    signal("answer", Map.of("key", id, "payload", Map.of("text", "yes")));

    assertThat(SuiteChecks.await(server, id).get("result")).isEqualTo("yes");
  }

  @Test
  void aTimeThatIsOverIsAnErrorThatARuleMayHandle() throws Exception {
    Map<String, Object> ended = SuiteChecks.await(server, start("tests/late", Map.of()));

    assertThat(ended).containsEntry("status", "COMPLETED").containsEntry("result", "escalated");
    assertThat(ended.toString()).contains("no signal 'never' came");
  }

  @Test
  void whatWaitsHoldsNoPlaceOfALimitAndTakesOneAgainToGoOn() throws Exception {
    String first = start("tests/limited", Map.of("n", 1));
    awaitParked(first);
    String second = start("tests/limited", Map.of("n", 2));
    awaitParked(second);

    signal("go", Map.of("key", "2"));
    assertThat(SuiteChecks.await(server, second)).containsEntry("status", "COMPLETED");
    signal("go", Map.of("key", "1"));
    assertThat(SuiteChecks.await(server, first)).containsEntry("status", "COMPLETED");
  }

  @Test
  void theItemsOfALoopWaitTogether() throws Exception {
    String id = start("tests/wait_loop", Map.of());
    awaitParked(id);

    for (String item : List.of("b", "a", "c")) {
      signal("item", Map.of("key", id + "-" + item, "payload", item));
    }

    Map<String, Object> ended = SuiteChecks.await(server, id);
    assertThat(ended.get("result")).isEqualTo(List.of("a", "b", "c"));
  }

  @Test
  void aParkedExecutionEndsWhenThePlaybooksTimeIsOver() throws Exception {
    SuiteChecks.registered(
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: bounded, path: tests/bounded}
                timeout: "{{ workload.limit }}"
                workload: {limit: 6}
                workflow:
                  - step: start
                    tool: {kind: wait, signal: never}
                """)));
    String id = start("tests/bounded", Map.of());
    awaitParked(id);

    Map<String, Object> ended = SuiteChecks.await(server, id);

    assertThat(ended).containsEntry("status", "FAILED");
    assertThat(String.valueOf(ended.get("error"))).contains("The execution was stopped 6.0 s");
  }

  @Test
  void whatIsParkedCanBeCancelledAndPaused() throws Exception {
    String cancelled = start("tests/order", Map.of("order", "E"));
    awaitParked(cancelled);
    server.post("/api/executions/" + cancelled + "/cancel", Map.of());
    assertThat(SuiteChecks.await(server, cancelled)).containsEntry("status", "CANCELLED");
    assertThat(signal("paid", Map.of("key", "E", "payload", Map.of("amount", 2))))
        .containsEntry("kept", true);

    String paused = start("tests/order", Map.of("order", "F"));
    awaitParked(paused);
    server.post("/api/executions/" + paused + "/pause", Map.of());
    signal("paid", Map.of("key", "F", "payload", Map.of("amount", 3)));
    awaitOwned(paused);
    assertThat(status(paused)).isEqualTo("PAUSED");
    server.post("/api/executions/" + paused + "/resume", Map.of());
    assertThat(SuiteChecks.await(server, paused).get("result")).isEqualTo(Map.of("paid", 3L));
  }

  @Test
  void aTimeIsWaitedForWithoutAServerToo(@TempDir Path other) throws Exception {
    TestServer first = TestServer.start(other);
    SuiteChecks.registered(
        first.post(
            "/api/catalog/register",
            Map.of(
                "content",
                """
                apiVersion: noetl.io/v2
                kind: Playbook
                metadata: {name: nap, path: tests/nap}
                workflow:
                  - step: start
                    tool: {kind: wait, seconds: 6}
                    next: [left, right]
                  - step: left
                    tool: {kind: wait, until: "2001-01-01 08:00", zone: Europe/Berlin}
                  - step: right
                    tool: {kind: noop, result: over}
                """)));
    String id = start(first, "tests/nap", Map.of());
    Waiting.until(() -> isParked(first, id), parked -> parked);
    first.close();

    try (TestServer second = first.sibling(other)) {
      Map<String, Object> ended = SuiteChecks.await(second, id);

      assertThat(ended).containsEntry("status", "COMPLETED");
      assertThat(ended.toString()).contains("until=2001-01-01T07:00:00Z");
    }
  }

  private static String start(String path, Map<String, ?> payload) {
    return start(server, path, payload);
  }

  private static String start(TestServer on, String path, Map<String, ?> payload) {
    return String.valueOf(
        on.post("/api/execute", Map.of("path", path, "payload", payload))
            .object()
            .get("execution_id"));
  }

  private static Map<String, Object> signal(String name, Map<String, ?> body) {
    TestServer.Reply reply = server.post("/api/signals/" + name, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.object();
  }

  private static String status(String id) {
    return String.valueOf(server.get("/api/executions/" + id).object().get("status"));
  }

  private static void awaitParked(String id) throws InterruptedException {
    Waiting.until(() -> isParked(server, id), parked -> parked);
    Waiting.until(
        () -> server.bean(io.noetl.camel.execution.Engine.class),
        e -> e.running(Long.parseLong(id)) == null);
  }

  private static void awaitOwned(String id) throws InterruptedException {
    Waiting.until(
        () -> server.bean(io.noetl.camel.execution.Engine.class),
        e -> e.running(Long.parseLong(id)) != null);
  }

  private static void awaitWaiting(String id) throws InterruptedException {
    Waiting.until(
        () -> server.get("/api/waits?execution_id=" + id).object().get("count"), n -> n.equals(1L));
  }

  private static boolean isParked(TestServer on, String id) {
    return on.database()
        .jdbc()
        .sql("SELECT wake_at IS NOT NULL FROM noetl.execution WHERE execution_id = ?")
        .param(Long.valueOf(id))
        .query(Boolean.class)
        .single();
  }
}
