package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL that outlived the process that had started it: that one was killed. Nobody else can
 * be using it, since we hold the data folder; so it is stopped in good order and started again.
 */
final class Orphan {
  private static final long PATIENCE_SECONDS = 60;

  private Orphan() {}

  /**
   * Stops the PostgreSQL that runs on a folder, if one does.
   *
   * @throws CommandFailed when it does not stop
   */
  static void stop(Path folder) {
    Optional<ProcessHandle> postmaster = find(folder);
    if (postmaster.isEmpty()) {
      return;
    }
    long pid = postmaster.get().pid();
    try {
      // SIGINT is PostgreSQL's fast shutdown; Java itself can only send SIGTERM and SIGKILL.
      new ProcessBuilder(List.of("kill", "-INT", String.valueOf(pid))).start().waitFor();
      postmaster.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stillRunning(folder, pid);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw stillRunning(folder, pid);
    }
  }

  private static CommandFailed stillRunning(Path folder, long pid) {
    return new CommandFailed(
        "A PostgreSQL (process %d) still runs on %s and does not stop. Stop it: kill -INT %d"
            .formatted(pid, folder, pid));
  }

  private static Optional<ProcessHandle> find(Path folder) {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      // The number may belong to anyone by now.
      return ProcessHandle.of(pid).filter(Orphan::isPostgres);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }
}
