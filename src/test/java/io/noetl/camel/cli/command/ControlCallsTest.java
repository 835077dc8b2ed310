package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verbs that pause, resume, repeat and look back: which call each makes. */
class ControlCallsTest {
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pausesAndResumes() {
    server
        .answers("POST /api/executions/1/pause", 200, "{\"message\":\"1 execution is now PAUSED\"}")
        .answers("POST /api/executions/1/resume", 409, "{\"detail\":\"Execution 1 is FAILED\"}");

    assertThat(server.run("pause", "1", "--cascade", "--reason", "why").out())
        .isEqualTo("1 execution is now PAUSED\n");
    FakeServer.Ran refused = server.run("resume", "1");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("Execution 1 is FAILED");
    assertThat(server.calls())
        .containsExactly(
            "POST /api/executions/1/pause {\"cascade\":true,\"reason\":\"why\"}",
            "POST /api/executions/1/resume {\"cascade\":false}");
  }

  @Test
  void repeatsFromTheFailureUnlessTold() {
    server.answers("POST /api/executions/1/rerun", 200, "{\"execution_id\":\"2\"}");

    server.run("rerun", "1", "--set", "a=1");
    server.run("rerun", "1", "--from", "load[2]", "-V", "latest");
    server.run("rerun", "1", "--all");

    assertThat(server.calls())
        .containsExactly(
            "POST /api/executions/1/rerun {\"from_failure\":true,\"payload\":{\"a\":1}}",
            "POST /api/executions/1/rerun"
                + " {\"from_step\":\"load[2]\",\"payload\":{},\"version\":\"latest\"}",
            "POST /api/executions/1/rerun {\"payload\":{}}");
  }

  @Test
  void looksBack() {
    server
        .answers("GET /api/executions/1/state", 200, "{\"status\":\"RUNNING\"}")
        .answers("GET /api/executions/1/state?at=2026-11-24T10%3A00%3A00Z", 200, "{}");

    assertThat(server.run("state", "1", "--json").out()).isEqualTo("{\"status\":\"RUNNING\"}\n");
    assertThat(server.run("state", "1", "--at", "2026-11-24T10:00:00Z").exitCode()).isZero();
  }

  @Test
  void dropsWhatIsOld() {
    server.answers("POST /api/executions/cleanup", 200, "{\"message\":\"Would drop 3\"}");

    assertThat(server.run("cleanup", "--older-than", "30d", "--dry-run").out())
        .isEqualTo("Would drop 3\n");
    assertThat(server.calls())
        .containsExactly("POST /api/executions/cleanup {\"dry_run\":true,\"older_than\":\"30d\"}");
  }

  @Test
  void setsQuotas() {
    server
        .answers("PUT /api/quotas/team%3Ddata", 200, "{\"label\":\"team=data\"}")
        .answers(
            "GET /api/quotas",
            200,
            "{\"items\":[{\"label\":\"team=data\",\"open\":3,\"max_open\":50,\"per\":null}]}")
        .answers("DELETE /api/quotas/team%3Ddata", 200, "{\"message\":\"deleted\"}");

    assertThat(
            server
                .run(
                    "quota",
                    "set",
                    "team=data",
                    "--max-open",
                    "50",
                    "--python-seconds",
                    "3600",
                    "--per",
                    "hour",
                    "--when-full",
                    "fail")
                .out())
        .isEqualTo("The quota of team=data is set\n");
    assertThat(server.run("quota", "list").out()).contains("team=data").doesNotContain("null");
    assertThat(server.run("quota", "delete", "team=data").out()).isEqualTo("deleted\n");
    assertThat(server.run("quota", "set", "team", "--max-open", "1").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(server.calls())
        .contains(
            "PUT /api/quotas/team%3Ddata"
                + " {\"max_open\":50,\"per\":\"hour\",\"python_seconds\":3600,\"when_full\":\"fail\"}");
  }

  @Test
  void keepsSchedules() {
    server
        .answers("POST /api/schedules", 200, "{\"schedule_id\":\"5\"}")
        .answers(
            "GET /api/schedules",
            200,
            "{\"items\":[{\"schedule_id\":\"5\",\"cron\":\"@daily\",\"last_status\":null}]}")
        .answers("POST /api/schedules/5/pause", 200, "{\"enabled\":false}")
        .answers(
            "POST /api/schedules/5/backfill",
            200,
            "{\"runs\":[{\"scheduled_time\":\"2026-01-01T00:00:00Z\",\"execution_id\":\"9\",\"existing\":true}],\"message\":\"Started"
                + " 0 runs, 1 were there\"}")
        .answers("DELETE /api/schedules/5", 200, "{\"message\":\"deleted\"}");

    server.run(
        "schedule", "create", "a/b@2", "--cron", "@daily", "--timezone", "UTC", "--set", "x=1");
    assertThat(server.run("schedule", "list").out()).contains("@daily").doesNotContain("null");
    assertThat(server.run("schedule", "pause", "5", "--json").out())
        .isEqualTo("{\"enabled\":false}\n");
    assertThat(server.run("schedule", "backfill", "5", "--from", "a", "--to", "b").out())
        .isEqualTo("2026-01-01T00:00:00Z  9  was there\nStarted 0 runs, 1 were there\n");
    assertThat(server.run("schedule", "delete", "5").out()).isEqualTo("deleted\n");
    assertThat(server.run("schedule", "show", "x").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(server.run("schedule", "create", "a").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(server.calls())
        .contains(
            "POST /api/schedules {\"cron\":\"@daily\",\"path\":\"a/b\",\"payload\":{\"x\":1},"
                + "\"timezone\":\"UTC\",\"version\":2}",
            "POST /api/schedules/5/backfill {\"dry_run\":false,\"from\":\"a\",\"to\":\"b\"}");
  }
}
