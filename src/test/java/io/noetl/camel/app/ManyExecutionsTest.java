package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Thousands of executions on two servers of one PostgreSQL: none is lost, none is done twice.
 * {@code -Dmany.executions=10000} for more.
 */
@Isolated("It needs the whole machine")
class ManyExecutionsTest {
  private static final int EXECUTIONS = Integer.getInteger("many.executions", 2_000);
  private static final int SUBMITTED_AT_ONCE = 200;

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: many, path: tests/many}
      workflow:
        - step: start
          tool: {kind: postgres, auth: many, command: "INSERT INTO many_effects VALUES (:key)", params: {key: "{{ job.idempotency_key }}"}}
      """;

  @TempDir Path data;

  @Test
  void noneIsLostAndNoneIsDoneTwice() throws Exception {
    TestPostgres.shared()
        .execute("DROP TABLE IF EXISTS many_effects; CREATE TABLE many_effects (key text)");
    // Less room than there is work: what is refused by one server is taken by any.
    String room = "--noetl.engine.max-executions=300";
    try (TestServer one = TestServer.start(data, room);
        TestServer two = one.sibling(data)) {
      one.post(
          "/api/credentials",
          Map.of("name", "many", "type", "postgres", "data", TestPostgres.shared().credential()));
      SuiteChecks.registered(one.post("/api/catalog/register", Map.of("content", PLAYBOOK)));

      submit(List.of(one.bean(Executions.class), two.bean(Executions.class)));

      Waiting.until(() -> count(one, "noetl.execution WHERE end_time IS NULL"), n -> n == 0);
      assertThat(count(one, "noetl.execution WHERE status = 'COMPLETED'")).isEqualTo(EXECUTIONS);
      assertThat(count(one, "noetl.event_record WHERE event_type = 'playbook.completed'"))
          .isEqualTo(EXECUTIONS);
      assertThat(count(one, "noetl.event_record WHERE event_type = 'step.exit'"))
          .isEqualTo(EXECUTIONS);
      assertThat(
              TestPostgres.shared().query("SELECT count(*), count(DISTINCT key) FROM many_effects"))
          .containsExactly(List.of("" + EXECUTIONS, "" + EXECUTIONS));
    }
  }

  private static void submit(List<Executions> engines) throws InterruptedException {
    Semaphore atOnce = new Semaphore(SUBMITTED_AT_ONCE);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < EXECUTIONS; i++) {
        Executions engine = engines.get(i % engines.size());
        atOnce.acquire();
        clients.execute(
            () -> {
              engine.start(
                  new StartRequest(
                      new StartRequest.PlaybookRef.ByPath("tests/many", null),
                      Map.of(),
                      null,
                      null));
              atOnce.release();
            });
      }
    }
  }

  private static long count(TestServer server, String from) {
    return server.database().jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
  }
}
