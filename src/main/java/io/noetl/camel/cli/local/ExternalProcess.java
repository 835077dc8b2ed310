package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.output.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs other programs; what they print is talk. */
public final class ExternalProcess {
  private ExternalProcess() {}

  /**
   * Runs one and gives its exit code.
   *
   * @throws CommandFailed when it can't be started
   */
  public static int run(List<String> command, Console console) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        lines.lines().forEach(console::say);
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new CommandFailed("%s does not start: %s".formatted(command.get(0), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted");
    }
  }
}
