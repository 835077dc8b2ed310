package io.noetl.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.FakeServer.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server a command goes to, and what it ends with when there is none. */
class SessionTest {
  private final FakeServer server = new FakeServer().answers("GET /api/executions", 200, "[]");

  @TempDir Path home;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesTheServerFromTheOptions() {
    int port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
    assertThat(
            server
                .runAnywhere(
                    "--host", "127.0.0.1", "--port", String.valueOf(port), "list", "executions")
                .exitCode())
        .isEqualTo(ExitCode.OK);
    // NoETL's clients take them behind the verb, too.
    assertThat(server.runAnywhere("list", "executions", "--server-url", server.url()).exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void takesTheServerFromTheCurrentContext() {
    server.with("HOME", home.toString());
    server.runAnywhere("context", "add", "here", "--url", server.url());

    assertThat(server.runAnywhere("list", "executions").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(server.runAnywhere("context", "current").out()).contains("here", server.url());
    assertThat(server.runAnywhere("list", "executions", "--server-context", "there").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void takesTheServerFromTheEnvironment() {
    server.with("NOETL_SERVER_URL", server.url() + "/");

    assertThat(server.runAnywhere("list", "executions").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(server.calls()).containsExactly("GET /api/executions");
  }

  @Test
  void saysThatNoServerAnswers() {
    String gone;
    try (FakeServer other = new FakeServer()) {
      gone = other.url();
    }

    Ran ran = server.runAnywhere("--server-url", gone, "list", "executions");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.err())
        .contains("No server answers at " + gone, "connection refused", "noetlctl server start");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    Ran ran = server.runAnywhere("--server-url", "localhost:8082", "list", "executions");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("'localhost:8082' (expected: like http://localhost:8082)");
  }
}
