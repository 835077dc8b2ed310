package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import io.noetl.camel.cli.output.PrintedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code noetlctl run}: server, database and execution in one process. */
class RunTest {
  private final FakeServer user = new FakeServer();

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    user.with("NOETL_HOME", Path.of("target", "test-home").toAbsolutePath().toString());
    Files.writeString(
        folder.resolve("child.yaml"),
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: child, path: run/child}
        workload: {n: 1}
        workflow:
          - step: start
            tool:
              kind: python
              args: {n: "{{ workload.n }}"}
              code: |
                result = {"twice": 2 * n}
        """);
    Files.writeString(
        folder.resolve("parent.yaml"),
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: parent, path: run/parent}
        workload: {n: 1}
        workflow:
          - step: start
            tool:
              kind: playbook
              path: run/child
              payload: {n: "{{ workload.n }}"}
            next:
              - step: store
          - step: store
            tool:
              kind: postgres
              auth: pg_local
              command: |
                CREATE TABLE IF NOT EXISTS kept (n integer);
                INSERT INTO kept VALUES ({{ start.data.twice }});
                SELECT array_agg(n ORDER BY n)::text AS all_runs FROM kept;
            next:
              - step: end
          - step: end
            tool:
              kind: python
              args: {rows: "{{ store }}"}
              code: |
                result = {"rows": rows}
        """);
  }

  @AfterEach
  void stop() {
    user.close();
  }

  private Ran run(String file, String... more) {
    return user.runAnywhere(
        Stream.concat(
                Stream.of(
                    "run",
                    folder.resolve(file).toString(),
                    "--data",
                    folder.resolve("data").toString(),
                    "--database-port",
                    "0"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void runsAFileWithWhatLiesBesideItAndKeepsTheData() {
    Ran first = run("parent.yaml", "--set", "n=21", "--json");

    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    JsonNode report = PrintedJson.read(first.out());
    assertThat(report.path("status").asText()).isEqualTo("COMPLETED");
    assertThat(report.path("path").asText()).isEqualTo("run/parent");
    assertThat(report.at("/children/0/path").asText()).isEqualTo("run/child");
    assertThat(report.at("/children/0/status").asText()).isEqualTo("COMPLETED");
    assertThat(report.path("result").toString()).contains("{42}");
    assertThat(progress(first))
        .containsSubsequence(
            "▶ run/parent", "├─ ▶ run/child", "│  ├─ ✓ start", "├─ ✓ end", "└─ completed");

    Ran second = run("parent.yaml", "--set", "n=1", "--json");

    assertThat(PrintedJson.read(second.out()).path("result").toString()).contains("{2,42}");
  }

  @Test
  void endsWithOneWhereTheExecutionFails() throws IOException {
    Files.writeString(
        folder.resolve("failing.yaml"),
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: failing, path: run/failing}
        workflow:
          - step: start
            tool:
              kind: python
              code: |
                raise ValueError("no such luck")
        """);

    Ran ran = run("failing.yaml");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).startsWith("FAILED  run/failing").contains("no such luck");
  }

  /** The lines without ids and durations. */
  private static List<String> progress(Ran ran) {
    return ran.err().lines().map(line -> line.replaceFirst("(\\w)  .*", "$1")).toList();
  }
}
