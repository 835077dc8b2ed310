package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.NoetlCtl;
import io.noetl.camel.store.TestDatabase;
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

/** What {@code noetlctl server start} prints, in a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class ServerStartTest {
  private static final String LINE = "^\\d{4}-\\d\\d-\\d\\dT\\S+ +[A-Z]+ .*";

  private static final String LOG =
      "<configuration><include resource='org/springframework/boot/logging/logback/base.xml'/>"
          + "</configuration>";

  /** The exit code of what SIGTERM has ended, by the convention of shells. */
  private static final int STOPPED = 143;

  @TempDir Path folder;

  @Test
  void theFirstStartIsToldInTenLinesAndTheStopInNone() throws Exception {
    List<String> said = startAndStop(TestDatabase.empty(), "noetl-camel is ready");
    List<String> log = said.stream().filter(line -> line.matches(LINE)).toList();

    assertThat(log).as("%s", said).hasSizeBetween(6, 10).allMatch(line -> line.contains(" INFO "));
    assertThat(String.join("\n", log))
        .contains(
            "Brings the database's schema from version none to ",
            "Made the master key",
            "noetl-camel ",
            "Listens on 127.0.0.1:",
            "Database: PostgreSQL ",
            "Keeps its files in " + folder.resolve("data"),
            "Runs up to ",
            "Metrics at /metrics");
    assertThat(said.getLast()).as("%s", said).contains("noetl-camel is ready");
    assertThat(said).hasSizeLessThan(15);
  }

  @Test
  void aStopDuringTheStartIsOneLine() throws Exception {
    List<String> said = startAndStop(TestDatabase.empty(), "Brings the database's schema");

    assertThat(said.getLast())
        .as("%s", said)
        .isEqualTo("Told to stop before the server was ready: stops.");
    assertThat(said).as("%s", said).noneMatch(line -> line.contains(" WARN "));
    assertThat(String.join("\n", said)).doesNotContain("ERROR", "Exception", "Listens on");
  }

  @Test
  void aStopWhileTheDatabaseIsMadeLeavesNoneRunning() throws Exception {
    Path data = folder.resolve("data");

    List<String> said = startAndStop(noetlctl(Map.of()), "making the database");

    assertThat(said.getLast())
        .as("%s", said)
        .isEqualTo("Told to stop before the server was ready: stops.");
    assertThat(String.join("\n", said)).doesNotContain("ERROR", "Exception", "does not start");
    assertThat(ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")))
        .noneMatch(line -> line.contains(data.toString()));
    assertThat(data.resolve("postgres").resolve("PG_VERSION")).exists();
    assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
  }

  /** Tells it to stop when a line has come. */
  private List<String> startAndStop(TestDatabase database, String when) throws Exception {
    return startAndStop(
        noetlctl(
            Map.of(
                "NOETL_DATABASE_URL",
                database.url().replace("jdbc:postgresql://", "postgresql://postgres:postgres@"))),
        when);
  }

  private static List<String> startAndStop(Process server, String when) throws Exception {
    try (BufferedReader lines = server.inputReader()) {
      List<String> said = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.contains(when)) {
          // not Process.destroy, which closes what is read here
          server.toHandle().destroy();
        }
      }
      assertThat(server.waitFor(120, TimeUnit.SECONDS)).as("%s", said).isTrue();
      assertThat(server.exitValue()).isEqualTo(STOPPED);
      return said;
    } finally {
      server.destroyForcibly();
    }
  }

  private Process noetlctl(Map<String, String> settings) throws IOException {
    List<String> command = JavaCommand.of();
    command.addAll(
        List.of(
            NoetlCtl.class.getName(),
            "server",
            "start",
            "--port",
            "0",
            "--database-port",
            "0",
            "--no-samples",
            "--data",
            folder.resolve("data").toString()));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = process.environment();
    environment.put("NOETL_HOME", Path.of("target", "test-home").toAbsolutePath().toString());
    environment.putAll(settings);
    // as the packaged server has it, whatever the tests have
    environment.put("LOGGING_CONFIG", Files.writeString(folder.resolve("log.xml"), LOG).toString());
    return process.start();
  }
}
