package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code upgrade}: what changes, what stays as it was written, what is refused. */
class UpgradeCommandTest {
  private static final String OLD =
      """
      # Who this is for
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: old, path: tests/old}
      workload:
        limit:   5   # as it was agreed
      workflow:
        - step: start
          tool:
            kind: python
            args: {limit: "{{ workload.limit }}"}
            code: |
              # not a comment of the document
              result = {"n": limit}
          vars: {seen: "{{ result.n }}"}
          # which way
          case:
            # the rare one
            - when: "{{ event.name == 'call.done' and result.n > 9 }}"
              then: {set: {big: true}, next: [{step: many}]}
            - when: "{{ response.n == 0 }}"   # nothing there
              then:
                - next: few
          next: [{step: few}]

        - {step: many, tool: {kind: python, code: "result = 1"}, next: few}
        - step: few
          tool: {kind: python, code: "result = 2"}   # the end
      """;

  private static final String NEW =
      """
      # Who this is for
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: old, path: tests/old}
      workload:
        limit:   5   # as it was agreed
      workflow:
        - step: start
          tool:
            kind: python
            input: {limit: "{{ workload.limit }}"}
            code: |
              # not a comment of the document
              result = {"n": limit}
          set: {seen: "{{ response.n }}"}
          # which way
          # the rare one
          # nothing there
          next:
            arcs:
              - step: many
                when: "{{ event.name == 'call.done' and response.n > 9 }}"
                set: {big: true}
              - step: few
                when: "{{ event.name in ['step.exit', 'call.error'] and (response.n == 0) }}"
              - step: few

        - {step: many, tool: {kind: python, code: "result = 1"}, next: {arcs: [{step: few}]}}
        - step: few
          tool: {kind: python, code: "result = 2"}   # the end
      """;

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("old.yaml"), text);
  }

  @Test
  void whatHasToChangeChangesAndAllElseStaysAsItWasWritten() throws IOException {
    Path file = file(OLD);

    Ran ran = server.run("upgrade", file.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(file).hasContent(NEW);
    assertThat(server.run("lint", file.toString()).err()).contains("1 checked, nothing found");
    assertThat(server.run("upgrade", file.toString()).err()).contains("nothing to rewrite");
  }

  @Test
  void aDryRunShowsTheDifferenceAndWritesNothing() throws IOException {
    Path file = file(OLD);

    Ran ran = server.run("upgrade", "--dry-run", file.toString());

    assertThat(file).hasContent(OLD);
    assertThat(ran.out())
        .contains("--- " + file)
        .contains("-      args: {limit: \"{{ workload.limit }}\"}")
        .contains("+      input: {limit: \"{{ workload.limit }}\"}")
        .doesNotContain("-# Who this is for");
  }

  @Test
  void whatCannotBeKeptIsRefusedWithItsPlaceAndTheFileStays() throws IOException {
    String sinks =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: sinks, path: tests/sinks}
        workflow:
          - step: start
            tool: {kind: python, code: "result = 1"}
            case:
              - when: "{{ event.name == 'call.done' and result > 0 }}"
                then: {sink: {tool: {kind: http, url: "https://x.example"}}}
        """;
    Path file = file(sinks);

    Ran ran = server.run("upgrade", file.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .contains(file + ":8:9: error: Today's dialect has no rule that does this")
        .contains("[PB0290]")
        .contains("Store by a task behind the tool");
    assertThat(file).hasContent(sinks);
  }

  @Test
  void aStepThatEachBranchRanIsNotMadeOneThatWaits() throws IOException {
    Path file =
        file(
            """
            apiVersion: noetl.io/v2
            kind: Playbook
            metadata: {name: meets, path: tests/meets}
            workflow:
              - step: start
                tool: {kind: noop}
                next: [left, right]
              - {step: left, tool: {kind: noop}, next: both}
              - {step: right, tool: {kind: noop}, next: both}
              - {step: both, tool: {kind: noop}}
            """);

    Ran ran = server.run("upgrade", file.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).contains(":10:", "today's dialect waits for all", "join: all");
  }
}
