package io.noetl.camel.tool.container;

import io.noetl.camel.tool.StepLog;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Runs processes of the server's machine, with none of the server's variables but PATH. */
final class LocalProcess {
  /** How long the rest of the output is waited for once the process has ended. */
  private static final Duration REST = Duration.ofSeconds(2);

  private final InstantSource clock;

  LocalProcess(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * How a process ended.
   *
   * @param exitCode null where it took too long and was killed
   */
  record Ended(@Nullable Integer exitCode, double seconds) {
    boolean succeeded() {
      return exitCode != null && exitCode == 0;
    }

    /** Why it did not succeed. */
    String reason(Duration deadline) {
      return exitCode == null
          ? "it took longer than %s".formatted(deadline)
          : "exit code " + exitCode;
    }
  }

  /**
   * Runs a process to its end. Its lines go to the log and to those who listen.
   *
   * @throws InterruptedException when the caller was interrupted; the process and what it started
   *     have been killed
   */
  Ended run(ProcessSpec spec, StepLog log, Consumer<String> out, Consumer<String> err)
      throws ToolFailure, InterruptedException {
    Path own = ownFolder();
    Process process = null;
    try {
      long began = clock.millis();
      process = start(spec, own);
      Thread lines = follow(process.getInputStream(), StepLog.Stream.STDOUT, log, out);
      Thread errors = follow(process.getErrorStream(), StepLog.Stream.STDERR, log, err);
      boolean ended = process.waitFor(spec.deadline().toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        // A kill closes the pipes, whatever still stands in them; what it started may hold them.
        lines.join(REST);
        errors.join(REST);
      }
      kill(process);
      lines.join();
      errors.join();
      double seconds = (clock.millis() - began) / 1000.0;
      return new Ended(ended ? process.exitValue() : null, seconds);
    } catch (IOException e) {
      throw new ToolFailure(
          "TL1107", "ProcessFailed", "The process did not start: " + e.getMessage());
    } finally {
      if (process != null) {
        kill(process);
      }
      FileSystemUtils.deleteRecursively(own.toFile());
    }
  }

  private static Path ownFolder() throws ToolFailure {
    try {
      return Files.createTempDirectory("noetl-script");
    } catch (IOException e) {
      throw new ToolFailure(
          "TL1107", "ProcessFailed", "No folder for the process: " + e.getMessage());
    }
  }

  private static Process start(ProcessSpec spec, Path own) throws IOException {
    for (Map.Entry<String, String> file : spec.files().entrySet()) {
      Files.writeString(own.resolve(file.getKey()), file.getValue());
    }
    List<String> command = new ArrayList<>();
    spec.command().forEach(word -> command.add(local(word, own)));
    Path folder = spec.folder() == null ? own : spec.folder();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", own.toString());
    environment.putAll(spec.env());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static String local(String word, Path own) {
    String prefix = ContainerSpec.FILES + "/";
    return word.startsWith(prefix) ? own.resolve(word.substring(prefix.length())).toString() : word;
  }

  private static Thread follow(
      InputStream stream, StepLog.Stream name, StepLog log, Consumer<String> listener) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader lines = reader(stream)) {
                lines
                    .lines()
                    .forEach(
                        line -> {
                          listener.accept(line);
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
}
