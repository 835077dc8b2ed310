package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API answers while executions have every connection and hundreds of them wait for one. */
class FullEngineTest {
  private static final int CONNECTIONS = 4;
  private static final int WAITING = 300;

  private final CountDownLatch free = new CountDownLatch(1);
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server =
        TestServer.start(
            data,
            "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
            "--spring.datasource.hikari.connection-timeout=60000");
  }

  @AfterEach
  void stop() {
    free.countDown();
    server.close();
  }

  @Test
  void whatIsAskedIsAnsweredAndAllExecutionsEndAfterwards() throws Exception {
    register("full/child", "- step: start\n  tool: {kind: python, code: 'result = 1'}\n");
    register("full/parent", "- step: start\n  tool: {kind: playbook, path: full/child}\n");
    String before = id(execute("full/parent"));
    SuiteChecks.await(server, before);
    takeAllConnections();

    List<String> waiting = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      TestServer.Reply started = execute("full/parent");
      assertThat(started.status()).as(started.text()).isEqualTo(200);
      waiting.add(id(started));
    }

    for (String path :
        List.of(
            "/health",
            "/api/executions?page_size=100",
            "/api/executions/" + before,
            "/api/executions/" + before + "/events",
            "/api/executions/" + waiting.getFirst() + "/status",
            "/api/dashboard/stats")) {
      assertThat(server.get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(server.post("/api/postgres/execute", Map.of("query", "SELECT 1")).text())
        .contains("ok");
    String last = waiting.getLast();
    assertThat(server.post("/api/executions/" + last + "/cancel", Map.of()).status())
        .isEqualTo(200);
    assertThat(open()).as("the engine is full").isGreaterThanOrEqualTo(WAITING - 1);

    free.countDown();
    Waiting.until(this::open, open -> open == 0);
    assertThat(server.get("/api/executions/" + waiting.getFirst()).text()).contains("COMPLETED");
  }

  /** As a database that is slow to answer would, on the threads on which steps run. */
  private void takeAllConnections() throws Exception {
    DataSource connections = server.bean(DataSource.class);
    CountDownLatch taken = new CountDownLatch(CONNECTIONS);
    List<Future<?>> holders = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      holders.add(
          server
              .bean(Threads.class)
              .executor()
              .submit(
                  () -> {
                    try (Connection held = connections.getConnection()) {
                      taken.countDown();
                      free.await();
                      return held.isClosed();
                    }
                  }));
    }
    taken.await();
    assertThat(holders).noneMatch(Future::isDone);
  }

  private long open() {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM noetl.execution WHERE end_time IS NULL")
        .query(Long.class)
        .single();
  }

  private void register(String path, String workflow) {
    TestServer.Reply reply =
        server.post(
            "/api/catalog/register",
            Map.of(
                "content",
                "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: p, path: %s}\nworkflow:\n%s"
                    .formatted(path, workflow)));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private TestServer.Reply execute(String path) {
    return server.post("/api/execute", Map.of("path", path, "payload", Map.of()));
  }

  private static String id(TestServer.Reply started) {
    return String.valueOf(started.object().get("execution_id"));
  }
}
