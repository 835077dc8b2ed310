package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.SharedPython;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restricted code tries every door, in every spelling: files, the library, the process. */
class PythonDoorsTest {
  @TempDir static Path folder;
  private static PythonInterpreter engine;
  private final PythonCalls python = new PythonCalls(engine);

  @BeforeAll
  static void start() throws Exception {
    Path packages = Files.createDirectories(folder.resolve("packages"));
    Files.writeString(packages.resolve("given.py"), "VALUE = 42\n");
    Files.writeString(folder.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(packages.resolve("link.txt"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(packages.resolve("up"), folder);
    engine =
        new GraalPyEngine(
            SharedPython.CODE,
            PythonSettings.defaults().withInterpreters(1, 1).withPackages(packages),
            PythonProfile.restricted().withEnvironment(Map.of("GIVEN", "yes")),
            new PythonModules(),
            new DuckDbOpener(DuckDbSettings.defaults().withExternalAccess(false)));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void noneOfThemIsOpen() throws Exception {
    String before = files();
    TimeZone zone = TimeZone.getDefault();
    assertThat(attack()).isEmpty();
    assertThat(files()).isEqualTo(before);
    python.result("import time, os\nos.environ['TZ'] = 'Asia/Tokyo'\ntime.tzset()");
    assertThat(TimeZone.getDefault()).isEqualTo(zone);
    assertThat(Path.of("/tmp/noetl-evil.py")).doesNotExist();
    assertThat(Path.of("/tmp/noetl-copy")).doesNotExist();
    assertThat(Path.of("/noetl-python-home")).doesNotExist();
    assertThat(python.result("import given\nresult = given.VALUE")).isEqualTo(42L);
  }

  @Test
  void theLibraryIsReadFromItsJarAndOnNoDisk() throws Exception {
    Object library = python.result("import os\nresult = os.__file__");
    assertThat(Path.of(String.valueOf(library))).doesNotExist();
    assertThat(
            new PythonCalls()
                .error("import os\nopen(os.__file__, 'w').write('EVIL = 1')")
                .message())
        .contains("Permission denied");
    assertThat(python.result("import os\nresult = 'EVIL' in open(os.__file__).read()"))
        .isEqualTo(false);
    assertThat(
            python.result(
                """
                import os, inspect, json
                result = [os.path.isdir(os.path.dirname(os.__file__)), 'json' in os.listdir(os.path.dirname(os.__file__)),
                    os.stat(os.__file__).st_size == len(open(os.__file__, 'rb').read()), 'def dumps' in inspect.getsource(json),
                    open(os.__file__, 'rb').seek(10), os.access(os.__file__, os.W_OK)]
                """))
        .isEqualTo(List.of(true, true, true, true, 10L, false));
  }

  /** Those that led somewhere, of all; an attempt that ends the whole call led nowhere. */
  private List<String> attack() throws Exception {
    int tried = 0;
    while (true) {
      Outcome outcome =
          python.call(
              Map.of("code", text("restricted_attacks.py")),
              Map.of(
                  "FOLDER",
                  folder.toString(),
                  "PACKAGES",
                  folder.resolve("packages").toString(),
                  "AFTER",
                  tried));
      if (outcome instanceof Outcome.Done done) {
        assertThat((Long) done.result()).isGreaterThan(1500L);
        return python.output.stream().filter(line -> line.startsWith("STDOUT LED")).toList();
      }
      String last =
          python.output.stream().filter(line -> line.matches("STDOUT \\d+ .*")).toList().getLast();
      assertThat(((Outcome.Failed) outcome).error().type())
          .as(last)
          .isIn("SystemError", "SystemExit", "Interrupted");
      int now = Integer.parseInt(last.split(" ")[1]);
      assertThat(now).as("attempts do go on").isGreaterThan(tried);
      tried = now;
    }
  }

  private static String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.sorted().toList()) {
        all.append(file).append(Files.isRegularFile(file) ? Files.readString(file) : "");
      }
    }
    return all.toString();
  }

  private static String text(String file) throws IOException {
    try (InputStream in = PythonDoorsTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
