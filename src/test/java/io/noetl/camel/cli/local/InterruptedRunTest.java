package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.noetl.camel.cli.NoetlCtl;
import io.noetl.camel.testing.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while {@code noetlctl run} follows an execution, in a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class InterruptedRunTest {
  private static final int SIGINT = 2;

  @TempDir Path folder;

  @Test
  void theExecutionIsCancelledAndSaysSo() throws Exception {
    assumeFalse(isSignalIgnored(), "whoever started the tests ignores SIGINT, and so do children");
    Path playbook =
        Files.writeString(
            folder.resolve("long.yaml"),
            """
            apiVersion: noetl.io/v2
            kind: Playbook
            metadata: {name: long, path: run/long}
            workflow:
              - step: start
                tool: {kind: noop, result: here}
                next: [{step: waits}]
              - step: waits
                tool: {kind: wait, seconds: 3600}
                next: [{step: end}]
              - step: end
                tool: {kind: noop, result: over}
            """);
    Process run =
        noetlctl(
            "run",
            playbook.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--database-port",
            "0");
    try (BufferedReader lines = run.inputReader()) {
      List<String> before = until(lines, "✓ start");

      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor())
          .isZero();

      List<String> after = until(lines, null);
      assertThat(run.waitFor(120, TimeUnit.SECONDS)).as("%s%s", before, after).isTrue();
      assertThat(run.exitValue()).as("%s%s", before, after).isEqualTo(1);
      assertThat(String.join("\n", after))
          .contains("Cancelling execution ", "Ctrl-C again leaves it", "cancelled")
          .doesNotContain("No server answers");
    } finally {
      run.destroyForcibly();
    }
  }

  /** A shell without job control ignores SIGINT for what it starts in the background. */
  private static boolean isSignalIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & (1L << (SIGINT - 1))) != 0);
  }

  /** The lines up to one that has a text; all that are left where it is null. */
  private static List<String> until(BufferedReader lines, String text) throws IOException {
    List<String> read = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      read.add(line);
      if (text != null && line.contains(text)) {
        return read;
      }
    }
    assertThat(text).as("%s", read).isNull();
    return read;
  }

  private Process noetlctl(String... arguments) throws IOException {
    List<String> command = JavaCommand.of();
    command.add(NoetlCtl.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = process.environment();
    environment.put("NOETL_HOME", Path.of("target", "test-home").toAbsolutePath().toString());
    return process.start();
  }
}
