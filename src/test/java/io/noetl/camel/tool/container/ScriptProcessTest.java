package io.noetl.camel.tool.container;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts as processes of this machine: no cluster is asked. */
class ScriptProcessTest {
  private final Calls.Log log = new Calls.Log();

  @Test
  void aScriptRunsInAFolderOfItsOwnAndGivesItsLastLineOfJson() throws Exception {
    Outcome.Done done =
        (Outcome.Done)
            run(
                map(
                    "script",
                    "cat a.txt; echo to-err >&2; pwd; echo '{\"rows\": 3}'; echo bye",
                    "files",
                    map("a.txt", "hello\n")));
    assertThat(done.result())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("status", "success")
        .containsEntry("exit_code", 0L)
        .containsEntry("result", map("rows", 3L))
        .containsKey("duration");
    assertThat(log.lines).contains("hello", "to-err", "bye");
    String folder =
        log.lines.stream().filter(line -> line.contains("noetl-script")).findFirst().orElseThrow();
    assertThat(Path.of(folder)).doesNotExist();
  }

  @Test
  void itSeesItsArgumentsAndVariablesAndNoneOfTheServers() throws Exception {
    ToolCall call = call(map("script", "env", "env", map("DAY", 7L)), map("day", 7L));
    tool(true).call(call);
    assertThat(log.lines).contains("DAY=7", "NOETL_ARGS={\"day\":7}");
    assertThat(log.lines.toString()).doesNotContain("JAVA_HOME", "USER=");
  }

  @Test
  void anExitCodeFailsTheStep() throws Exception {
    Outcome.Failed failed = (Outcome.Failed) run(map("script", "echo no; exit 3"));
    assertThat(failed.error().code()).isEqualTo("TL1104");
    assertThat(failed.error().message()).contains("exit code 3");
    assertThat(failed.envelope())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("exit_code", 3L);
  }

  @Test
  void aScriptThatTakesTooLongIsKilled() throws Exception {
    Outcome.Failed failed = (Outcome.Failed) run(map("script", "sleep 600", "timeout", 1L));
    assertThat(failed.error().message()).contains("it took longer than PT1S");
  }

  @Test
  void aCancelledScriptIsKilledWithWhatItStarted(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    ToolCall call =
        call(
            map(
                "script",
                "sleep 600 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait"),
            Map.of());
    FutureTask<Outcome> running = new FutureTask<>(() -> tool(true).call(call));
    Thread thread = Thread.ofVirtual().start(running);
    while (!Files.exists(pid)) {
      Thread.sleep(20);
    }
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    thread.interrupt();

    assertThatThrownBy(running::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    child.onExit().get();
  }

  @Test
  void whereTheOperatorDoesNotAllowItItIsRefused() throws Exception {
    Outcome.Failed failed =
        (Outcome.Failed) tool(false).call(call(map("script", "echo x"), Map.of()));
    assertThat(failed.error().code()).isEqualTo("TL1103");
    assertThat(failed.error().message()).contains("runtime: process is not allowed");
    assertThat(log.lines).isEmpty();
  }

  @Test
  void noOtherRuntimeIsKnownAndContainersNeedACluster() throws Exception {
    ToolCall vm = Calls.of("script", map("script", "echo x", "runtime", "vm"));
    assertThat(((Outcome.Failed) tool(true).call(vm)).error().message()).contains("runtime: vm");
    ToolCall container = Calls.of("container", map("image", "a", "runtime", "process"));
    assertThat(((Outcome.Failed) tool(true).call(container)).error().code()).isEqualTo("TL1102");
  }

  private Outcome run(Map<String, Object> config) throws InterruptedException {
    return tool(true).call(call(config, Map.of()));
  }

  private ToolCall call(Map<String, Object> config, Map<String, Object> args) {
    config.put("runtime", "process");
    ToolCall call = Calls.logged(Calls.of("script", config), log);
    return new ToolCall(
        call.kind(),
        call.config(),
        args,
        call.context(),
        call.origin(),
        call.idempotencyKey(),
        call.timeout(),
        log);
  }

  private static Tool tool(boolean allowed) {
    return new ContainerTool(
        Cluster.none(),
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
