package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The items of a big loop are called by all replicas; the loop stays with one. */
@Isolated("On a busy machine a replica that is late looks dead")
class SharedCallsTest {
  private static final String LOOP =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: loop, path: shared/loop}
      workflow:
        - step: start
          loop: {in: [0, 1, 2, 3, 4, 5, 6, 7], iterator: x, mode: parallel, max_in_flight: 8}
          tool: {kind: http, url: "@ECHO@/held/{{ x }}", timeout: 300}
          next: end
        - step: end
          tool:
            kind: python
            args: {all: "{{ start.results }}"}
            code: |
              def main(all):
                  return [one["data"]["x"] for one in all]
      """;

  private static final String SLEEP =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: sleep, path: shared/sleep}
      workflow:
        - step: start
          loop: {in: [0, 1, 2, 3, 4, 5], iterator: x, mode: parallel, max_in_flight: 6}
          tool: {kind: postgres, auth: own, command: "SELECT pg_sleep(300) AS shared_sleep"}
      """;

  @TempDir static Path data;
  private static TestServer one;
  private final CountDownLatch free = new CountDownLatch(1);
  private final AtomicInteger held = new AtomicInteger();

  @BeforeAll
  static void startServer() {
    one = TestServer.start(data, "--noetl.engine.max-siblings=2");
  }

  @AfterAll
  static void stopServer() {
    one.close();
  }

  private static TestServer another() {
    return one.sibling(data, "--noetl.engine.max-siblings=2");
  }

  @Test
  void eachReplicaCallsItemsAndTheResultsKeepTheirOrder() throws Exception {
    try (EchoServer echo = echo();
        TestServer two = another()) {
      String id = begin(one, LOOP.replace("@ECHO@", echo.url("")), "shared/loop");
      Waiting.until(() -> claimed(one), n -> n == 2);
      Waiting.until(held::get, n -> n == 8);
      free.countDown();

      Map<String, Object> ended = SuiteChecks.await(two, id);

      assertThat(ended.get("status")).as(String.valueOf(ended.get("error"))).isEqualTo("COMPLETED");
      assertThat(ended.get("result")).isEqualTo(LongStream.range(0, 8).boxed().toList());
      assertThat(echo.requests).hasSize(8).doesNotHaveDuplicates();
      Waiting.until(() -> count(one, "noetl.tool_call"), n -> n == 0);
    }
  }

  @Test
  void whatAReplicaHadTakenThatEndsIsCalledByTheOwner() throws Exception {
    try (EchoServer echo = echo()) {
      String id;
      try (TestServer two = another()) {
        id = begin(one, LOOP.replace("@ECHO@", echo.url("")), "shared/loop");
        Waiting.until(() -> claimed(two), n -> n == 2);
        Waiting.until(held::get, n -> n == 8);
      }
      Waiting.until(held::get, n -> n == 10);
      free.countDown();

      Map<String, Object> ended = SuiteChecks.await(one, id);

      assertThat(ended.get("result")).isEqualTo(LongStream.range(0, 8).boxed().toList());
    }
  }

  @Test
  void aCancelStopsTheCallsOfOtherReplicas() throws Exception {
    try (TestServer two = another()) {
      one.post(
          "/api/credentials",
          Map.of("name", "own", "type", "postgres", "data", TestPostgres.shared().credential()));
      String id = begin(one, SLEEP, "shared/sleep");
      Waiting.until(() -> claimed(one), n -> n == 2);
      Waiting.until(() -> sleeping(one), n -> n == 6);

      two.post("/api/executions/" + id + "/cancel", Map.of());

      assertThat(SuiteChecks.await(one, id).get("status")).isEqualTo("CANCELLED");
      Waiting.until(() -> sleeping(one), n -> n == 0);
    }
  }

  private EchoServer echo() {
    EchoServer echo = new EchoServer();
    echo.on(
        "/held/",
        exchange -> {
          held.incrementAndGet();
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          String x = exchange.getRequestURI().getPath().substring("/held/".length());
          EchoServer.answer(exchange, 200, "application/json", "{\"x\": " + x + "}");
        });
    return echo;
  }

  /** Starts it once the server knows of the other. */
  private static String begin(TestServer server, String playbook, String path)
      throws InterruptedException {
    SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
    Replicas.know(server, 2);
    return String.valueOf(
        server.post("/api/execute", Map.of("path", path)).object().get("execution_id"));
  }

  private static long claimed(TestServer server) {
    return count(server, "noetl.tool_call WHERE claimed_by <> caller");
  }

  private static long sleeping(TestServer server) {
    return count(
        server,
        "pg_stat_activity WHERE query LIKE '%shared_sleep%' AND query NOT LIKE '%pg_stat_activity%'"
            + " AND state = 'active'");
  }

  private static long count(TestServer server, String from) {
    return server.database().jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
  }
}
