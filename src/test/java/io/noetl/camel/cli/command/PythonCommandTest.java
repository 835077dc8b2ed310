package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.NoetlCtl;
import io.noetl.camel.cli.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** noetlctl python: data on one stream, talk on the other. */
class PythonCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void pythonIsThere() throws Exception {
    assumeThat(new ProcessBuilder("python3", "-c", "pass").start().waitFor()).isZero();
  }

  private int run(String code, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("try.py"), code);
    String[] args = new String[options.length + 4];
    System.arraycopy(options, 0, args, 4, options.length);
    args[0] = "python";
    args[1] = file.toString();
    args[2] = "--engine";
    args[3] = "cpython";
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    return NoetlCtl.execute(console, Map.of("HOME", folder.toString()), args);
  }

  @Test
  void theResultIsDataAndWhatItPrintsIsTalk() throws Exception {
    assertThat(
            run(
                "def main(n):\n    print('hello')\n    return {'n': n * 2}",
                "--args",
                "{\"n\": 21}"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualToIgnoringNewLines("{\n  \"n\": 42\n}\n");
    assertThat(err.toString()).isEqualTo("hello\n");
  }

  @Test
  void anExceptionEndsWithItsTraceback() throws Exception {
    assertThat(run("x = 1\nraise ValueError('no')")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("try.py\", line 2").contains("ValueError: no");
  }

  @Test
  void argsThatAreNoObjectAreRefused() throws Exception {
    assertThat(run("result = 1", "--args", "[1]")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--args: [1] (expected: a JSON object)");
  }

  @Test
  void addInstallsAPackageThatCodeImports() throws Exception {
    assumeThat(new ProcessBuilder("python3", "-m", "pip", "--version").start().waitFor()).isZero();
    Path wheel = folder.resolve("tiny-1.0-py3-none-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      write(zip, "tiny.py", "VALUE = 42\n");
      write(
          zip, "tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n");
      write(
          zip,
          "tiny-1.0.dist-info/WHEEL",
          "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      write(
          zip,
          "tiny-1.0.dist-info/RECORD",
          "tiny.py,,\n"
              + "tiny-1.0.dist-info/METADATA,,\n"
              + "tiny-1.0.dist-info/WHEEL,,\n"
              + "tiny-1.0.dist-info/RECORD,,\n");
    }
    Path packages = folder.resolve("packages");
    assertThat(ctl("python", "add", wheel.toString(), "--to", packages.toString()))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(packages.resolve("tiny.py")).hasContent("VALUE = 42");
    assertThat(
            run(
                "import sys\nsys.path.append('"
                    + packages
                    + "')\nimport tiny\nresult = tiny.VALUE"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString().strip()).isEqualTo("42");
  }

  @Test
  void addTakesNamesOnly() {
    assertThat(ctl("python", "add", "--to", folder.toString(), "--", "--index-url=http://x"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("--index-url=http://x is no package (expected: a name)");
  }

  private int ctl(String... args) {
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
    return NoetlCtl.execute(console, Map.of("HOME", folder.toString()), args);
  }

  private static void write(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
