package io.noetl.camel.tool.container;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands of a shell on the server's machine, where the operator allows processes: {@code
 * {command | cmds, shell: sh | bash, cwd, env, timeout}}. Of several commands the first that fails
 * is the last. Result: {@code {stdout, stderr, exit_code}}; another exit code than 0 fails the
 * call, with the same beside the error. An interrupt kills the process and what it started.
 */
public final class ShellTool implements Tool {
  private static final Duration DEADLINE = Duration.ofHours(1);
  private static final String ARGUMENTS = "NOETL_ARGS";

  private final boolean allowed;
  private final LocalProcess processes;

  /**
   * Makes the tool.
   *
   * @param settings of which it asks whether processes are allowed
   */
  public ShellTool(ContainerSettings settings, InstantSource clock) {
    this.allowed = settings.processes();
    this.processes = new LocalProcess(clock);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("shell");
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      if (call.profile().restricted()) {
        throw new ToolFailure("TL1107", "Denied", ExecutionProfile.closed("kind " + call.kind()));
      }
      if (!allowed) {
        throw new ToolFailure(
            "TL1103",
            "NotAllowed",
            "kind shell is not allowed here (expected: kind container or python); the operator"
                + " allows it by noetl.kubernetes.processes");
      }
      ProcessSpec spec = spec(call);
      ContainerOutput out = new ContainerOutput();
      ContainerOutput err = new ContainerOutput();
      LocalProcess.Ended ended = processes.run(spec, call.log(), out::line, err::line);
      return outcome(ended, spec.deadline(), out.text(), err.text());
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  private static ProcessSpec spec(ToolCall call) throws ToolFailure {
    CallFields fields = new CallFields(call.config());
    Map<String, String> env = new LinkedHashMap<>();
    fields.map("env").forEach((name, value) -> env.put(name, text(value)));
    if (!call.args().isEmpty()) {
      env.putIfAbsent(ARGUMENTS, ToolJson.write(call.args()));
    }
    return new ProcessSpec(command(fields), env, Map.of(), folder(fields), deadline(fields, call));
  }

  private static List<String> command(CallFields fields) throws ToolFailure {
    String shell = shell(fields);
    return switch (fields.first("command", "cmd", "cmds")) {
      case String text when !text.isBlank() -> List.of(shell, "-c", text);
      case List<?> commands when !commands.isEmpty() -> {
        List<String> lines = new ArrayList<>(List.of("set -e"));
        commands.forEach(command -> lines.add(text(command)));
        yield List.of(shell, "-c", String.join("\n", lines));
      }
      case null, default -> throw wrong("command is missing (expected: its text, or cmds: a list)");
    };
  }

  private static String shell(CallFields fields) throws ToolFailure {
    String named = fields.text("shell");
    return switch (named) {
      case null -> "/bin/sh";
      case "sh", "/bin/sh" -> "/bin/sh";
      case "bash", "/bin/bash" -> "bash";
      default -> throw wrong("shell: %s (expected: sh or bash)".formatted(named));
    };
  }

  private static @Nullable Path folder(CallFields fields) throws ToolFailure {
    String named = fields.text("cwd");
    if (named == null) {
      return null;
    }
    try {
      Path folder = Path.of(named);
      if (folder.isAbsolute() && Files.isDirectory(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      // No path at all: the same answer.
    }
    throw wrong("cwd: %s (expected: the absolute path of a folder that is there)".formatted(named));
  }

  private static Duration deadline(CallFields fields, ToolCall call) throws ToolFailure {
    Duration bound = call.timeout() == null ? DEADLINE : call.timeout().plusSeconds(1);
    return fields.seconds(fields.first("timeout") == null ? "timeout_seconds" : "timeout", bound);
  }

  private static Outcome outcome(
      LocalProcess.Ended ended, Duration deadline, String out, String err) {
    Integer exitCode = ended.exitCode();
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("stdout", out);
    result.put("stderr", err);
    result.put("exit_code", exitCode == null ? null : Long.valueOf(exitCode));
    if (ended.succeeded()) {
      return new Outcome.Done(result);
    }
    return new Outcome.Failed(
        ToolError.of(
            "TL1104",
            "ProcessFailed",
            "The command failed: %s%s".formatted(ended.reason(deadline), said(err))),
        result);
  }

  /** The last line of what it said, which mostly is the reason. */
  private static String said(String err) {
    String last = err.strip().lines().reduce("", (before, line) -> line);
    return last.isEmpty() ? "" : ": " + (last.length() > 300 ? last.substring(0, 300) : last);
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : value == null ? "" : ToolJson.write(value);
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL1102", "ConfigError", message);
  }
}
