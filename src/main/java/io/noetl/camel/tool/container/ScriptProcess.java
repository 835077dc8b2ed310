package io.noetl.camel.tool.container;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A script as a process of the server's machine, where the operator allows that: in a folder of its
 * own that goes when it has ended.
 */
final class ScriptProcess {
  private final LocalProcess processes;

  ScriptProcess(LocalProcess processes) {
    this.processes = processes;
  }

  /**
   * Runs it to its end.
   *
   * @return with {@code {status, exit_code, duration, result}}, as a Job's
   * @throws InterruptedException when the caller was interrupted; the process and what it started
   *     have been killed
   */
  Outcome run(ToolCall call, ContainerSpec spec) throws ToolFailure, InterruptedException {
    List<String> command = new ArrayList<>(spec.command());
    command.addAll(spec.arguments());
    Duration deadline = Duration.ofSeconds(spec.deadlineSeconds());
    LastJson last = new LastJson();
    LocalProcess.Ended ended =
        processes.run(
            new ProcessSpec(command, spec.env(), spec.files(), null, deadline),
            call.log(),
            last::see,
            line -> {});
    return outcome(ended, deadline, last.value());
  }

  private static Outcome outcome(
      LocalProcess.Ended ended, Duration deadline, @Nullable Object value) {
    Integer exitCode = ended.exitCode();
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", ended.succeeded() ? "success" : "error");
    result.put("exit_code", exitCode == null ? null : Long.valueOf(exitCode));
    result.put("duration", ended.seconds());
    result.put("result", value);
    if (ended.succeeded()) {
      return new Outcome.Done(result);
    }
    String reason = ended.reason(deadline);
    result.put("error", reason);
    return new Outcome.Failed(
        ToolError.of(
            "TL1104",
            "ProcessFailed",
            "The script failed: %s. Its output is in the step's log.".formatted(reason)),
        result);
  }
}
