package io.noetl.camel.tool.container;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A script as a process of the server's machine, where the operator allows that: in a folder of its
 * own that goes when it has ended, with none of the server's variables but PATH.
 */
final class ScriptProcess {
  /** How long the rest of the output is waited for once the process has ended. */
  private static final Duration REST = Duration.ofSeconds(2);

  private final InstantSource clock;

  ScriptProcess(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Runs it to its end.
   *
   * @return with {@code {status, exit_code, duration, result}}, as a Job's
   * @throws InterruptedException when the caller was interrupted; the process and what it started
   *     have been killed
   */
  Outcome run(ToolCall call, ContainerSpec spec) throws ToolFailure, InterruptedException {
    Path folder = folder();
    Process process = null;
    try {
      long began = clock.millis();
      process = start(spec, folder);
      LastJson last = new LastJson();
      Thread out = follow(process.getInputStream(), StepLog.Stream.STDOUT, call.log(), last);
      Thread err = follow(process.getErrorStream(), StepLog.Stream.STDERR, call.log(), null);
      boolean ended = process.waitFor(spec.deadlineSeconds(), TimeUnit.SECONDS);
      if (ended) {
        // A kill closes the pipes, whatever still stands in them; what it started may hold them.
        out.join(REST);
        err.join(REST);
      }
      kill(process);
      out.join();
      err.join();
      double seconds = (clock.millis() - began) / 1000.0;
      return outcome(ended ? process.exitValue() : null, seconds, last.value(), spec);
    } catch (IOException e) {
      throw new ToolFailure(
          "TL1107", "ProcessFailed", "The script did not start: " + e.getMessage());
    } finally {
      if (process != null) {
        kill(process);
      }
      FileSystemUtils.deleteRecursively(folder.toFile());
    }
  }

  private static Path folder() throws ToolFailure {
    try {
      return Files.createTempDirectory("noetl-script");
    } catch (IOException e) {
      throw new ToolFailure(
          "TL1107", "ProcessFailed", "No folder for the script: " + e.getMessage());
    }
  }

  private static Process start(ContainerSpec spec, Path folder) throws IOException {
    for (Map.Entry<String, String> file : spec.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    List<String> command = new ArrayList<>();
    spec.command().forEach(word -> command.add(local(word, folder)));
    command.addAll(spec.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", folder.toString());
    environment.putAll(spec.env());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static String local(String word, Path folder) {
    String prefix = ContainerSpec.FILES + "/";
    return word.startsWith(prefix)
        ? folder.resolve(word.substring(prefix.length())).toString()
        : word;
  }

  private static Thread follow(
      InputStream stream, StepLog.Stream name, StepLog log, @Nullable LastJson last) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader lines = reader(stream)) {
                lines
                    .lines()
                    .forEach(
                        line -> {
                          if (last != null) {
                            last.see(line);
                          }
                          log.line(name, line);
                        });
              } catch (IOException | UncheckedIOException e) {
                log.line(StepLog.Stream.SYSTEM, "The output ends early: " + e.getMessage());
              }
            });
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** With what it started, as far as that is still its own. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Outcome outcome(
      @Nullable Integer exitCode, double seconds, @Nullable Object value, ContainerSpec spec) {
    boolean succeeded = exitCode != null && exitCode == 0;
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", succeeded ? "success" : "error");
    result.put("exit_code", exitCode == null ? null : Long.valueOf(exitCode));
    result.put("duration", seconds);
    result.put("result", value);
    if (succeeded) {
      return new Outcome.Done(result);
    }
    String reason =
        exitCode == null
            ? "it took longer than %s".formatted(Duration.ofSeconds(spec.deadlineSeconds()))
            : "exit code " + exitCode;
    result.put("error", reason);
    return new Outcome.Failed(
        ToolError.of(
            "TL1104",
            "ProcessFailed",
            "The script failed: %s. Its output is in the step's log.".formatted(reason)),
        result);
  }
}
