package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica runs no more at a time than it may; the rest waits in the table and loses nothing. */
class AdmissionTest {
  private static final String ONE =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: one, path: admission/one}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/held", timeout: 300}
      """;

  private static final String PARENT =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: parent, path: admission/parent}
      workflow:
        - step: start
          loop: {in: [1, 2, 3, 4, 5, 6], iterator: i, mode: parallel}
          tool: {kind: playbook, path: admission/one, args: {i: "{{ i }}"}}
      """;

  private static final String LIMITED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: limited, path: admission/limited}
      concurrency: {limit: 1, key: "{{ workload.tenant }}"}
      workload: {tenant: none}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/held"}
      """;

  private static final String FULL =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: full, path: admission/@FULL@}
      executor: {spec: {concurrency: {limit: 1, when_full: @FULL@}}}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/held"}
      """;

  private static final String NESTED =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: nested, path: admission/nested}
      concurrency: 1
      workload: {depth: 0}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/held"}
          case:
            - when: "{{ event.name == 'call.done' and workload.depth < 2 }}"
              then: {next: [{step: again}]}
        - step: again
          tool: {kind: playbook, path: admission/nested, args: {depth: "{{ workload.depth + 1 }}"}}
      """;

  @TempDir static Path data;
  private static TestServer server;
  private static TestServer narrow;

  /** Its bound on siblings matters where there is another server. */
  @BeforeAll
  static void startServers() {
    server = TestServer.start(data.resolve("server"), "--noetl.engine.max-siblings=2");
    narrow = TestServer.start(data.resolve("narrow"), "--noetl.engine.max-executions=1");
  }

  @AfterAll
  static void stopServers() {
    narrow.close();
    server.close();
  }

  @Test
  void whatHasNoRoomWaitsAndRunsLater() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (EchoServer echo = held(free, now, most);
        TestServer server =
            TestServer.start(data.resolve("two"), "--noetl.engine.max-executions=2")) {
      register(server, echo, ONE);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ids.add(start(server, "admission/one"));
      }

      assertThat(statuses(server, ids)).containsOnlyOnce("RUNNING=2").containsOnlyOnce("PENDING=4");
      free.countDown();

      for (String id : ids) {
        assertThat(SuiteChecks.await(server, id).get("status")).isEqualTo("COMPLETED");
      }
      assertThat(most).hasValueLessThanOrEqualTo(2);
    }
  }

  @Test
  void whatWaitsCanBeCancelled() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = held(free, new AtomicInteger(), new AtomicInteger())) {
      register(narrow, echo, ONE);
      String runs = start(narrow, "admission/one");
      String waits = start(narrow, "admission/one");

      narrow.post("/api/executions/" + waits + "/cancel", Map.of());

      assertThat(SuiteChecks.await(narrow, waits).get("status")).isEqualTo("CANCELLED");
      free.countDown();
      assertThat(SuiteChecks.await(narrow, runs).get("status")).isEqualTo("COMPLETED");
    }
  }

  @Test
  void childrenOfARunningParentHaveRoom() throws Exception {
    CountDownLatch free = new CountDownLatch(0);
    try (EchoServer echo = held(free, new AtomicInteger(), new AtomicInteger())) {
      register(narrow, echo, ONE, PARENT);

      String id = start(narrow, "admission/parent");

      assertThat(SuiteChecks.await(narrow, id).get("status")).isEqualTo("COMPLETED");
    }
  }

  @Test
  void aLimitHoldsForEachKey() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    AtomicInteger most = new AtomicInteger();
    try (EchoServer echo = held(free, new AtomicInteger(), most)) {
      register(server, echo, LIMITED);
      List<String> ids = new ArrayList<>();
      for (String tenant : List.of("a", "a", "b", "a", "b")) {
        ids.add(
            String.valueOf(
                server
                    .post(
                        "/api/execute",
                        Map.of("path", "admission/limited", "payload", Map.of("tenant", tenant)))
                    .object()
                    .get("execution_id")));
      }
      Waiting.until(() -> statuses(server, ids), now -> now.contains("RUNNING=2"));
      assertThat(statuses(server, ids)).contains("PENDING=3");
      free.countDown();

      for (String id : ids) {
        assertThat(SuiteChecks.await(server, id).get("status")).isEqualTo("COMPLETED");
      }
      assertThat(most).hasValueLessThanOrEqualTo(2);
    }
  }

  @Test
  void whatFindsNoPlaceEndsAsThePlaybookSays() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = held(free, new AtomicInteger(), new AtomicInteger())) {
      for (String full : List.of("cancel_new", "cancel_old", "fail")) {
        register(server, echo, FULL.replace("@FULL@", full));
      }
      List<String> first = firsts(server, "cancel_new", "cancel_old", "fail");
      String cancelled = start(server, "admission/cancel_new");
      String failed = start(server, "admission/fail");
      String newest = start(server, "admission/cancel_old");

      assertThat(SuiteChecks.await(server, cancelled).get("status")).isEqualTo("CANCELLED");
      assertThat(SuiteChecks.await(server, failed))
          .containsEntry("status", "FAILED")
          .extractingByKey("error")
          .asString()
          .startsWith("As many executions of admission/fail run");
      assertThat(SuiteChecks.await(server, first.get(1)).get("status")).isEqualTo("CANCELLED");
      free.countDown();
      for (String id : List.of(first.get(0), newest, first.get(2))) {
        assertThat(SuiteChecks.await(server, id).get("status")).isEqualTo("COMPLETED");
      }
    }
  }

  /** One of each, which has its place. */
  private static List<String> firsts(TestServer server, String... names) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String name : names) {
      ids.add(start(server, "admission/" + name));
    }
    Waiting.until(() -> statuses(server, ids), now -> now.contains("RUNNING=" + ids.size()));
    return ids;
  }

  @Test
  void aLimitedPlaybookThatCallsItselfDoesNotWaitForItself() throws Exception {
    try (EchoServer echo = held(new CountDownLatch(0), new AtomicInteger(), new AtomicInteger())) {
      register(server, echo, NESTED);

      String id = start(server, "admission/nested");

      assertThat(SuiteChecks.await(server, id).get("status")).isEqualTo("COMPLETED");
      assertThat(
              count(
                  server,
                  "noetl.execution WHERE path = 'admission/nested' AND status = 'COMPLETED'"))
          .isEqualTo(3);
    }
  }

  @Test
  void manyChildrenSpreadOverTheReplicasAndTheParentHearsOfTheirEnds() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = held(free, new AtomicInteger(), new AtomicInteger());
        TestServer two = server.sibling(data.resolve("other"))) {
      register(server, echo, ONE, PARENT);
      Replicas.know(server, 2);
      List<String> parents = new ArrayList<>();
      try {
        // On a busy machine the second may look dead for a moment, and the first runs all itself.
        Waiting.until(
            () -> {
              parents.add(start(server, "admission/parent"));
              return owners(server);
            },
            n -> n == 2);
      } finally {
        free.countDown();
      }

      for (String parent : parents) {
        Map<String, Object> ended = SuiteChecks.await(two, parent);
        assertThat(ended.get("status")).isEqualTo("COMPLETED");
        assertThat(children(server, parent))
            .as(String.valueOf(ended))
            .hasSize(6)
            .allMatch(child -> child.equals("COMPLETED"));
      }
    }
  }

  /** How many replicas run children, some time after these were started. */
  private static long owners(TestServer server) {
    String owners =
        "(SELECT DISTINCT owner FROM noetl.execution WHERE path = 'admission/one'"
            + " AND owner IS NOT NULL) o";
    try {
      for (int look = 0; look < 50 && count(server, owners) < 2; look++) {
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return count(server, owners);
  }

  private static List<String> children(TestServer server, String parent) {
    return server
        .database()
        .jdbc()
        .sql(
            "SELECT concat_ws(' ', status, error) FROM noetl.execution WHERE"
                + " parent_execution_id::text = ?")
        .param(parent)
        .query(String.class)
        .list();
  }

  private static EchoServer held(CountDownLatch free, AtomicInteger now, AtomicInteger most) {
    EchoServer echo = new EchoServer();
    echo.on(
        "/held",
        exchange -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          now.decrementAndGet();
          EchoServer.answer(exchange, 200, "application/json", "{}");
        });
    return echo;
  }

  private static void register(TestServer server, EchoServer echo, String... playbooks) {
    for (String playbook : playbooks) {
      SuiteChecks.registered(
          server.post(
              "/api/catalog/register",
              Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
    }
  }

  private static String start(TestServer server, String path) {
    return String.valueOf(
        server.post("/api/execute", Map.of("path", path)).object().get("execution_id"));
  }

  private static String statuses(TestServer server, List<String> ids) {
    return String.join(
        " ",
        server
            .database()
            .jdbc()
            .sql(
                "SELECT status || '=' || count(*) FROM noetl.execution WHERE execution_id::text IN"
                    + " (:ids) GROUP BY status")
            .param("ids", ids)
            .query(String.class)
            .list());
  }

  private static long count(TestServer server, String from) {
    return server.database().jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
  }
}
