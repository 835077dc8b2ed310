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
}
