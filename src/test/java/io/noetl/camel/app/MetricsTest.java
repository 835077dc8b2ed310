package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a scrape says before anything ran, and after two executions. */
class MetricsTest {
  private static final String WORKS =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: works, path: tests/works}
      workflow:
        - step: start
          loop: {in: [1, 2, 3], iterator: n}
          tool: {kind: duckdb, query: "SELECT 1"}
          next: again
        - step: again
          tool: {kind: duckdb, query: "SELECT count(*) FROM missing"}
          on_error: continue
          case:
            - when: "{{ event.name == 'call.error' }}"
              then: {retry: {max_attempts: 3, initial_delay: 0.01}}
      """;
  private static final String FAILS =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: fails, path: tests/fails}
      workflow:
        - step: start
          tool: {kind: duckdb, query: "SELECT * FROM missing"}
      """;

  private static final String CALLS =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: calls, path: tests/calls}
      workflow:
        - step: start
          tool: {kind: http, url: "@URL@/echo"}
      """;

  @Test
  void seriesAreThereFromTheStartAndCountWhatTheLogSays(@TempDir Path data) throws Exception {
    try (TestServer server = TestServer.start(data, "--noetl.metrics.max-playbooks=1")) {
      assertThat(server.get("/metrics").text())
          .contains("noetl_up 1", "noetl_info{", "noetl_process_start_time_seconds ")
          .contains("noetl_executions_started_total{playbook=\"other\"} 0.0")
          .contains("noetl_step_seconds_count{kind=\"python\",outcome=\"failed\"} 0")
          .contains("noetl_call_seconds_bucket{kind=\"http\",outcome=\"done\",le=\"0.1\"} 0")
          .contains(
              "noetl_host_call_seconds_count{host=\"other\",kind=\"http\",outcome=\"failed\"} 0")
          .contains("noetl_python_calls_total{engine=\"cpython\",outcome=\"done\"} 0.0")
          .contains("noetl_python_waiting{engine=\"graalpy\"} 0.0", "noetl_duckdb_databases 0.0")
          .contains("noetl_maintenance_total{what=\"partition_dropped\"} 0.0")
          .contains("noetl_start_delay_seconds_count{why=\"schedule\"} 0")
          .contains("noetl_takeovers_total 0.0", "noetl_lease_age_seconds ")
          .contains(
              "hikaricp_connections_active{pool=\"noetl-service\"}",
              "jvm_memory_used_bytes{",
              "camel_routes_");

      run(server, WORKS, "tests/works");
      run(server, FAILS, "tests/fails");
      server.bean(io.noetl.camel.app.metrics.ServiceFigures.class).read();

      String text = server.get("/metrics").text();
      assertThat(text)
          .contains("noetl_executions_started_total{playbook=\"tests/works\"} 1.0")
          // the limit of playbooks with series of their own is 1
          .contains("noetl_executions_started_total{playbook=\"other\"} 1.0")
          .contains("noetl_executions_ended_total{playbook=\"other\",status=\"failed\"} 1.0")
          .contains("noetl_loop_items_total{outcome=\"done\"} 3.0")
          .contains("noetl_step_repeats_total{why=\"retry\"} 2.0")
          .contains("noetl_executions{status=\"failed\"} 1.0")
          .contains("noetl_executions_open{status=\"running\"} 0.0")
          .containsPattern("noetl_partitions_ahead [1-9]")
          .contains("noetl_key_expires_seconds +Inf")
          .contains("noetl_execution_seconds_count{status=\"completed\"} 1")
          .containsPattern("noetl_commit_seconds_count [1-9]")
          .containsPattern("noetl_lease_renewals_total\\{outcome=\"done\"} [1-9]")
          .containsPattern("noetl_request_total [1-9]");
      assertThat(text).doesNotContain("tests/fails", "spring_security");
    }
  }

  @Test
  void whoMeasuresNothingStillRuns(@TempDir Path data) throws Exception {
    try (TestServer server = TestServer.start(data, "--noetl.metrics.enabled=false")) {
      run(server, WORKS, "tests/works");

      assertThat(server.get("/metrics").text())
          .contains("noetl_info{")
          .doesNotContain("noetl_commit", "jvm_", "noetl_call");
    }
  }

  @Test
  void totalsOfABigTableAreEstimatedFromThePlannersStatistics(@TempDir Path data) {
    try (TestServer server = TestServer.startWithFakeEngine(data)) {
      JdbcClient jdbc = server.bean(JdbcClient.class);
      jdbc.sql(
              """
              INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status)
              SELECT n, 1, 'big', 1, 'big', CASE WHEN n % 4 = 0 THEN 'FAILED' ELSE 'COMPLETED' END
                FROM generate_series(1, 60000) n
              """)
          .update();
      jdbc.sql("ANALYZE noetl.execution").update();

      @SuppressWarnings("unchecked") // the route's shape
      Map<String, Number> stats =
          (Map<String, Number>)
              (Map<?, ?>) server.get("/api/dashboard/stats").object().get("stats");

      assertThat(stats.get("total_executions").longValue()).isBetween(59_000L, 61_000L);
      assertThat(stats.get("successful_executions").longValue()).isBetween(43_000L, 47_000L);
      assertThat(stats.get("failed_executions").longValue()).isBetween(13_000L, 17_000L);
      assertThat(stats.get("active_workflows").longValue()).isZero();
    }
  }

  @Test
  void callsOfOtherServicesAreTimedByHostUpToALimit(@TempDir Path data) throws Exception {
    try (EchoServer service = new EchoServer();
        TestServer server = TestServer.start(data, "--noetl.metrics.max-hosts=1")) {
      String port = service.url("").replaceAll(".*:", "");
      run(server, CALLS.replace("@URL@", "http://127.0.0.1:" + port), "tests/calls");
      run(server, CALLS.replace("@URL@", "http://localhost:" + port), "tests/calls");

      assertThat(server.get("/metrics").text())
          .contains(
              "noetl_host_call_seconds_count{host=\"127.0.0.1:%s\",kind=\"http\",outcome=\"done\"} 1"
                  .formatted(port))
          .contains(
              "noetl_host_call_seconds_count{host=\"other\",kind=\"http\",outcome=\"done\"} 1");
    }
  }

  private static void run(TestServer server, String playbook, String path)
      throws InterruptedException {
    SuiteChecks.registered(server.post("/api/catalog/register", Map.of("content", playbook)));
    Object id = server.post("/api/execute", Map.of("path", path)).object().get("execution_id");
    Waiting.until(
        () -> server.get("/api/executions/" + id + "/status").object(),
        status -> List.of("COMPLETED", "FAILED").contains(status.get("status")));
  }
}
