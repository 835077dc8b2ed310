package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.schedule.ScheduleRuns;
import io.noetl.camel.execution.schedule.ScheduleStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Schedules start their playbooks, once for each time, whoever looks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScheduleTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: scheduled, path: tests/scheduled}
      workload: {x: 1}
      workflow:
        - step: start
          tool: {kind: python, args: {t: "{{ workload.schedule.scheduled_time }}", x: "{{ workload.x }}"}, code: "result = f'{x} {t}'"}
      """;

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.start(data);
    SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", PLAYBOOK)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void twoServersStartEachRunOnce(@TempDir Path other) throws Exception {
    try (TestServer second = server.sibling(other)) {
      Map<String, Object> created =
          create(Map.of("interval_seconds", 1, "payload", Map.of("x", 7)));
      String id = String.valueOf(created.get("schedule_id"));
      Map<String, Object> seen =
          Waiting.until(
              () -> second.get("/api/schedules/" + id).object(),
              // The row follows the executions.
              schedule ->
                  "STARTED".equals(schedule.get("last_status")) && executions(id).size() >= 5);
      second.post("/api/schedules/" + id + "/pause", null);

      assertThat(seen).containsEntry("enabled", true).containsEntry("last_status", "STARTED");
      List<String> keys = executions(id);
      assertThat(keys).doesNotHaveDuplicates().isSorted();
      Map<String, Object> last =
          SuiteChecks.await(second, String.valueOf(seen.get("last_execution_id")));
      assertThat(String.valueOf(last.get("result"))).startsWith("7 20");
      assertThat(server.get("/api/schedules/" + id).object())
          .containsEntry("enabled", false)
          .containsEntry("next_run_at", null);
    }
  }

  @Test
  void aRepeatedLookStartsNothingTwice() {
    String id = String.valueOf(create(Map.of("cron", "0 3 * * *")).get("schedule_id"));
    due(id, "3 hours");
    ScheduleRuns runs =
        new ScheduleRuns(server.bean(ScheduleStore.class), server.bean(Engine.class), time -> {});

    runs.run(Long.parseLong(id), Instant.now());
    // As if the server had died before it noted what it did.
    due(id, "3 hours");
    runs.run(Long.parseLong(id), Instant.now());

    assertThat(executions(id)).hasSize(1);
  }

  @Test
  void aRangeIsFilledOnce() {
    Map<String, Object> created =
        create(Map.of("cron", "30 2 * * *", "timezone", "Europe/Berlin", "name", "nightly"));
    String id = String.valueOf(created.get("schedule_id"));
    Map<String, Object> range =
        Map.of("from", "2026-03-28T00:00:00+01:00", "to", "2026-03-31T00:00:00+02:00");
    Map<String, Object> dry = new HashMap<>(range);
    dry.put("dry_run", true);
    assertThat(post(id, "backfill", dry).get("message")).isEqualTo("Would start up to 3 runs");
    assertThat(executions(id)).isEmpty();

    Map<String, Object> first = post(id, "backfill", range);
    Map<String, Object> second = post(id, "backfill", range);

    assertThat(first.get("message")).isEqualTo("Started 3 runs, 0 were there");
    assertThat((List<?>) first.get("runs"))
        .extracting(run -> ((Map<?, ?>) run).get("scheduled_time"))
        .isEqualTo(List.of("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"));
    assertThat(second.get("message")).isEqualTo("Started 0 runs, 3 were there");
    assertThat(executions(id)).hasSize(3);
  }

  @Test
  void aScheduleIsPausedResumedRunAndDeleted() {
    String id = String.valueOf(create(Map.of("cron", "@daily")).get("schedule_id"));
    assertThat(post(id, "pause", Map.of())).containsEntry("enabled", false);
    assertThat(tasks(id)).isZero();
    assertThat(post(id, "resume", Map.of())).containsEntry("enabled", true);
    assertThat(tasks(id)).isEqualTo(1);
    assertThat(post(id, "run", Map.of())).containsEntry("status", "started");
    assertThat(server.get("/api/schedules").text()).contains("\"" + id + "\"");

    assertThat(server.call("DELETE", "/api/schedules/" + id, null).status()).isEqualTo(200);

    assertThat(tasks(id)).isZero();
    assertThat(server.get("/api/schedules/" + id).status()).isEqualTo(404);
  }

  @Test
  void aSecretInAPayloadIsNotStoredInTheClear() {
    String secret = "canary-of-a-schedule-8123";
    server.post(
        "/api/credentials",
        Map.of("name", "s", "type", "generic", "data", Map.of("token", secret)));

    Map<String, Object> created = create(Map.of("cron", "@daily", "payload", Map.of("x", secret)));

    String id = String.valueOf(created.get("schedule_id"));
    assertThat(String.valueOf(created.get("input_payload"))).contains("***");
    assertThat(
            server
                .database()
                .jdbc()
                .sql("SELECT input_payload::text FROM noetl.schedule WHERE schedule_id = ?::bigint")
                .param(id)
                .query(String.class)
                .single())
        .contains("$sealed")
        .doesNotContain(secret);
    assertThat(
            server
                .bean(ScheduleStore.class)
                .find(Long.parseLong(id))
                .orElseThrow()
                .plan()
                .payload())
        .containsEntry("x", secret);
  }

  @Test
  void whatIsWrongIsToldSo() {
    assertRefused(Map.of(), 422, "expected: one of the two");
    assertRefused(Map.of("cron", "x"), 422, "has 1 fields");
    assertRefused(Map.of("cron", "@daily", "timezone", "Mars"), 422, "time zone");
    assertRefused(Map.of("cron", "@daily", "missed_runs", "some"), 422, "skip, once or all");
    assertRefused(Map.of("cron", "@daily", "path", "no/such"), 404, "Playbook not found");
    assertRefused(Map.of("cron", "@daily", "interval_seconds", 5), 422, "both are given");
  }

  private void assertRefused(Map<String, Object> plan, int status, String why) {
    TestServer.Reply reply = server.post("/api/schedules", body(plan));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.text()).contains(why);
  }

  private Map<String, Object> create(Map<String, Object> plan) {
    TestServer.Reply reply = server.post("/api/schedules", body(plan));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.object();
  }

  private static Map<String, Object> body(Map<String, Object> plan) {
    Map<String, Object> body = new HashMap<>(Map.of("path", "tests/scheduled"));
    body.putAll(plan);
    return body;
  }

  private Map<String, Object> post(String id, String verb, Map<String, Object> body) {
    TestServer.Reply reply = server.post("/api/schedules/" + id + "/" + verb, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.object();
  }

  private void due(String id, String ago) {
    server
        .database()
        .jdbc()
        .sql(
            "UPDATE noetl.schedule SET next_run_at = date_trunc('hour', now()) - ?::interval WHERE"
                + " schedule_id = ?::bigint")
        .params(ago, id)
        .update();
  }

  private List<String> executions(String id) {
    return server
        .database()
        .jdbc()
        .sql(
            "SELECT idempotency_key FROM noetl.execution WHERE idempotency_key LIKE ? ORDER BY"
                + " execution_id")
        .param("schedule:" + id + ":%")
        .query(String.class)
        .list();
  }

  private int tasks(String id) {
    return server
        .database()
        .jdbc()
        .sql("SELECT count(*) FROM noetl.scheduled_tasks WHERE task_instance = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }
}
