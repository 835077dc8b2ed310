package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An execution that no server can go on with ends, and says why. */
class ResumeFailureTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: stranded, path: tests/stranded}
      workflow:
        - step: start
          tool: {kind: http, url: "@ECHO@/held"}
      """;

  @TempDir static Path data;

  /** The second test goes on with the server on which the first has ended. */
  private static TestServer first;

  @BeforeAll
  static void startServer() {
    first = TestServer.start(data);
  }

  @AfterAll
  static void stopServer() {
    first.close();
  }

  @Test
  void aPlaybookThatDoesNotCompileAnyMoreFailsTheExecution() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = new EchoServer()) {
      echo.on("/held", exchange -> hold(reached, free));
      SuiteChecks.registered(
          first.post(
              "/api/catalog/register",
              Map.of("content", PLAYBOOK.replace("@ECHO@", echo.url("")))));
      String id =
          String.valueOf(
              first
                  .post("/api/execute", Map.of("path", "tests/stranded"))
                  .object()
                  .get("execution_id"));
      assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      first.database().jdbc().sql("UPDATE noetl.catalog SET content = 'workflow: 1'").update();

      TestServer second = first.sibling(data);
      first = second;
      try {
        Map<String, Object> ended = SuiteChecks.await(second, id);

        assertThat(ended.get("status")).isEqualTo("FAILED");
        assertThat(String.valueOf(ended.get("error"))).contains("can't go on").contains("PB");
        assertThat(
                second
                    .database()
                    .jdbc()
                    .sql(
                        "SELECT event_type FROM noetl.event_record WHERE execution_id::text = ? AND"
                            + " status = 'FAILED' ORDER BY event_id")
                    .param(id)
                    .query(String.class)
                    .list())
            .containsExactly("workflow.failed", "playbook.failed");
      } finally {
        free.countDown();
      }
    }
  }

  @Test
  void whatIsDoneIsUndoneWhereTheKeychainRefuses() throws Exception {
    String playbook =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: keyless, path: tests/keyless}
        keychain: [{name: door, kind: credential, ref: door}]
        workflow:
          - step: start
            tool: {kind: http, url: "@ECHO@/echo/do"}
            compensate: {kind: http, url: "@ECHO@/echo/undo"}
            next: {arcs: [{step: held}]}
          - step: held
            tool: {kind: http, url: "@ECHO@/held"}
        on_failure: {step: tell, tool: {kind: http, url: "@ECHO@/echo/told?of={{ compensated | length }}"}}
        finally: {step: release, tool: {kind: http, url: "@ECHO@/echo/released?as={{ status }}"}}
        """;
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = new EchoServer()) {
      echo.on("/held", exchange -> hold(reached, free));
      first.post(
          "/api/credentials",
          Map.of("name", "door", "type", "generic", "data", Map.of("key", "open-sesame-1234")));
      SuiteChecks.registered(
          first.post(
              "/api/catalog/register",
              Map.of("content", playbook.replace("@ECHO@", echo.url("")))));
      String id =
          String.valueOf(
              first
                  .post("/api/execute", Map.of("path", "tests/keyless"))
                  .object()
                  .get("execution_id"));
      assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
      first.close();
      first.database().jdbc().sql("DELETE FROM noetl.keychain").update();
      first.database().jdbc().sql("DELETE FROM noetl.credential WHERE name = 'door'").update();

      TestServer second = first.sibling(data);
      first = second;
      try {
        Map<String, Object> ended = SuiteChecks.await(second, id);

        assertThat(ended.get("status")).isEqualTo("FAILED");
        assertThat(String.valueOf(ended.get("error"))).contains("can't go on").contains("door");
        assertThat(echo.requests)
            .containsSubsequence(
                "GET /echo/do",
                "GET /held",
                "GET /echo/undo",
                "GET /echo/told?of=1",
                "GET /echo/released?as=FAILED")
            .doesNotHaveDuplicates();
      } finally {
        free.countDown();
      }
    }
  }

  private static void hold(CountDownLatch reached, CountDownLatch free) {
    reached.countDown();
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
