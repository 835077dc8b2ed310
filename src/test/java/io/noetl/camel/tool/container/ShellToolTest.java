package io.noetl.camel.tool.container;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.tool.ToolCall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of a shell, where the operator allows them. */
class ShellToolTest {
  private final Calls.Log log = new Calls.Log();

  @Test
  void whatACommandPrintsIsItsResult() throws Exception {
    Outcome.Done done =
        (Outcome.Done)
            run(map("command", "echo one; echo two >&2; echo $DAY", "env", map("DAY", 7L)));

    assertThat(done.result())
        .isEqualTo(map("stdout", "one\n7\n", "stderr", "two\n", "exit_code", 0L));
    assertThat(log.lines).contains("one", "two", "7");
  }

  @Test
  void ofSeveralTheFirstThatFailsIsTheLast() throws Exception {
    Outcome.Failed failed =
        (Outcome.Failed)
            run(
                map(
                    "cmds",
                    List.of("echo first", "ls /no/such/folder", "echo never"),
                    "shell",
                    "bash"));

    assertThat(failed.error().message()).contains("exit code", "/no/such/folder");
    assertThat(failed.envelope())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .extractingByKey("data", InstanceOfAssertFactories.MAP)
        .containsEntry("stdout", "first\n")
        .containsEntry("exit_code", 2L);
    assertThat(log.lines).doesNotContain("never");
  }

  @Test
  void itRunsInTheFolderThatIsNamed(@TempDir Path folder) throws Exception {
    Outcome.Done done = (Outcome.Done) run(map("command", "pwd", "cwd", folder.toString()));
    assertThat(String.valueOf(done.result())).contains(folder.toString());

    Outcome.Failed none = (Outcome.Failed) run(map("command", "pwd", "cwd", folder + "/none"));
    assertThat(none.error().message()).contains("cwd: ", "expected: the absolute path of a folder");
  }

  @Test
  void whatTakesTooLongIsKilled() throws Exception {
    Outcome.Failed failed =
        (Outcome.Failed) run(map("command", "sleep 600", "timeout_seconds", 1L));
    assertThat(failed.error().message()).contains("it took longer than PT1S");
  }

  @Test
  void theOperatorHasToAllowIt() throws Exception {
    Outcome.Failed failed =
        (Outcome.Failed) tool(false).call(Calls.of("shell", map("command", "echo x")));
    assertThat(failed.error().code()).isEqualTo("TL1103");
    assertThat(failed.error().message()).contains("noetl.kubernetes.processes");
  }

  @Test
  void aMistakeSaysWhatIsExpected() throws Exception {
    assertThat(((Outcome.Failed) run(map("command", " "))).error().message())
        .contains("command is missing");
    assertThat(((Outcome.Failed) run(map("command", "ls", "shell", "zsh"))).error().message())
        .contains("shell: zsh (expected: sh or bash)");
  }

  private Outcome run(Map<String, Object> config) throws InterruptedException {
    ToolCall call = Calls.logged(Calls.of("shell", config), log);
    return tool(true).call(call);
  }

  private static ShellTool tool(boolean allowed) {
    return new ShellTool(
        new ContainerSettings(
            "work",
            Set.of(),
            "job",
            Set.of(),
            List.of(),
            "busybox",
            allowed,
            Duration.ofSeconds(1)),
        InstantSource.system());
  }
}
