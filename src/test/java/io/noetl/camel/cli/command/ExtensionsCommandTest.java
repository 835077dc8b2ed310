package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.NoetlCtl;
import io.noetl.camel.cli.output.Console;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** noetlctl extensions install: the launcher's script, from a repository, checked. */
class ExtensionsCommandTest {
  private static final Path SCRIPTS = Path.of("tools/extensions");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int install(String script) throws Exception {
    Path tools = Files.createDirectories(folder.resolve("root/tools/extensions"));
    Files.writeString(tools.resolve("fetch.sh"), script);
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    Map<String, String> environment =
        Map.of("HOME", folder.toString(), "NOETL_ROOT", folder.resolve("root").toString());
    return NoetlCtl.execute(
        console, environment, "extensions", "install", "--to", folder.resolve("to").toString());
  }

  @Test
  void theScriptOfTheLaunchersFolderRuns() throws Exception {
    assertThat(install("mkdir -p \"$1\" && echo fetched && touch \"$1/one\"\n"))
        .isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("to/one")).exists();
    assertThat(err.toString()).contains("fetched").contains("extensions: in " + folder);
  }

  @Test
  void aFailureIsAFailure() throws Exception {
    assertThat(install("echo no network; exit 1\n")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("no network").contains("the extensions are not complete");
  }

  @Test
  void aRepositoryInAFolderIsEnough() throws Exception {
    Path have = DuckDbSettings.defaults().extensionDirectory();
    assertThat(have).as("tools/extensions/fetch.sh was run, as the build does").isDirectory();
    List<Path> files;
    try (Stream<Path> all = Files.walk(have)) {
      files = all.filter(file -> file.toString().endsWith(".duckdb_extension")).toList();
    }
    for (Path file : files) {
      Path packed = folder.resolve("repository").resolve(have.relativize(file) + ".gz");
      Files.createDirectories(packed.getParent());
      try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
        Files.copy(file, gzip);
      }
    }
    ProcessBuilder fetch =
        new ProcessBuilder(
            "bash", SCRIPTS.resolve("fetch.sh").toString(), folder.resolve("to").toString());
    fetch.environment().put("NOETL_DUCKDB_REPOSITORY", folder.resolve("repository").toUri() + "");
    Process process = fetch.redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes()))
        .contains("duckdb extensions: excel");
    assertThat(process.waitFor()).isZero();
    for (Path file : files) {
      assertThat(Files.mismatch(folder.resolve("to").resolve(have.relativize(file)), file))
          .isEqualTo(-1);
    }
  }

  @Test
  void aFileWithAnotherChecksumIsRefused() throws Exception {
    String platform = "linux_amd64";
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Files.copy(SCRIPTS.resolve("fetch.sh"), tools.resolve("fetch.sh"));
    Files.writeString(
        tools.resolve("extensions.lock"), "1.5.5 %s json %s\n".formatted(platform, "0".repeat(64)));
    Path packed = folder.resolve("repository/v1.5.5/" + platform + "/json.duckdb_extension.gz");
    Files.createDirectories(packed.getParent());
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write("not what was locked".getBytes(StandardCharsets.UTF_8));
    }
    ProcessBuilder fetch =
        new ProcessBuilder(
            "bash", tools.resolve("fetch.sh").toString(), folder.resolve("to").toString());
    fetch.environment().put("NOETL_DUCKDB_REPOSITORY", folder.resolve("repository").toUri() + "");
    fetch.environment().put("PIP_NO_INDEX", "1");
    Process process = fetch.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("json 1.5.5 could not be had with checksum 0000");
    assertThat(process.waitFor()).isNotZero();
    assertThat(folder.resolve("to/v1.5.5/" + platform + "/json.duckdb_extension")).doesNotExist();
  }
}
