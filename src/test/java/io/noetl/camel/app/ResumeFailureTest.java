package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  @TempDir Path data;

  @Test
  void aPlaybookThatDoesNotCompileAnyMoreFailsTheExecution() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (EchoServer echo = new EchoServer()) {
      echo.on(
          "/held",
          exchange -> {
            reached.countDown();
            try {
              free.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      TestServer first = TestServer.start(data);
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

      try (TestServer second = first.sibling(data)) {
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
}
