package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server while its database is away, and when it is back. */
class HealthTest {
  private static final String READINESS = "/actuator/health/readiness";

  @TempDir static Path data;
  private static TestServer server;

  @BeforeAll
  static void startServer() {
    server = TestServer.start(data, "--noetl.duckdb.extensions=" + data.resolve("none"));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void aServerOutlivesAnOutageOfItsDatabaseAndSaysWhyItIsNotReady() throws InterruptedException {
    Waiting.until(() -> server.get(READINESS), reply -> reply.status() == 200);
    assertThat(server.get("/actuator/health").object().get("components"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsKeys("database", "lease", "pools", "python", "extensions", "disk", "clock")
        .containsEntry("database", Map.of("status", "UP"))
        // no details for everybody
        .containsEntry("extensions", Map.of("status", "UNKNOWN"))
        .containsEntry("clock", Map.of("status", "UP"));

    cutOff();

    String why = Waiting.until(() -> server.get(READINESS), reply -> reply.status() == 503).text();
    assertThat(why).containsPattern("no answer for \\d+ s|not renewed for \\d+ s");
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/actuator/health/liveness").status()).isEqualTo(200);

    letIn();

    Waiting.until(() -> server.get(READINESS), reply -> reply.status() == 200);
  }

  @Test
  void nothingBeginsWhileTheLeaseIsOverSinceOthersMayHaveTheExecution() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AtomicBoolean works = new AtomicBoolean();
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/try",
          exchange -> {
            calls.incrementAndGet();
            EchoServer.answer(exchange, works.get() ? 200 : 503, "application/json", "{}");
          });
      SuiteChecks.registered(
          server.post(
              "/api/catalog/register",
              Map.of(
                  "content",
                  """
                  apiVersion: noetl.io/v2
                  kind: Playbook
                  metadata: {name: outage, path: tests/outage}
                  workflow:
                    - step: start
                      retry: {max_attempts: 100000, initial_delay: 0.1, backoff_multiplier: 1}
                      tool: {kind: http, url: "%s"}
                  """
                      .formatted(echo.url("/try")))));
      String id =
          String.valueOf(
              server
                  .post("/api/execute", Map.of("path", "tests/outage"))
                  .object()
                  .get("execution_id"));
      Waiting.until(calls::get, n -> n > 3);

      cutOff();

      Waiting.until(() -> callsInTwoSeconds(calls), n -> n == 0);

      letIn();
      works.set(true);

      assertThat(SuiteChecks.await(server, id)).containsEntry("status", "COMPLETED");
    }
  }

  private static int callsInTwoSeconds(AtomicInteger calls) {
    int before = calls.get();
    try {
      Thread.sleep(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return calls.get() - before;
  }

  private static String database() {
    return server.database().url().replaceAll(".*/", "");
  }

  private static void cutOff() {
    TestPostgres.shared().execute("ALTER DATABASE " + database() + " WITH ALLOW_CONNECTIONS false");
    TestPostgres.shared()
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                .formatted(database()));
  }

  private static void letIn() {
    TestPostgres.shared().execute("ALTER DATABASE " + database() + " WITH ALLOW_CONNECTIONS true");
  }
}
