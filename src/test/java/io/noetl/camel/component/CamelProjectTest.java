package io.noetl.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.JavaCommand;
import io.noetl.camel.testing.TestPostgres;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code src/it/camel-main}: plain Camel Main in a process of its own, on a class
 * path without a jar of Spring.
 */
class CamelProjectTest {
  private static final Path PROJECT = Path.of("src/it/camel-main/src/main").toAbsolutePath();

  @Test
  void yamlRoutesUsePythonDuckdbAndPostgresWithoutSpringAndPlaybooks(@TempDir Path folder)
      throws Exception {
    TestPostgres sales = TestPostgres.database("camel_project");
    Path output = folder.resolve("output.txt");
    Process process = start(folder, sales, output);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(folder.resolve("report.txt"))
        .as(Files.readString(output))
        .hasContent("ada: 24.00\nbob: 6.00\nall: 30.00\nend");
    assertThat(sales.query("SELECT customer, total, orders FROM totals ORDER BY 1"))
        .containsExactly(List.of("ada", "24", "1"), List.of("bob", "6", "1"));
  }

  private static Process start(Path folder, TestPostgres sales, Path output) throws Exception {
    String classes =
        Stream.concat(
                Stream.of(PROJECT.resolve("resources").toString()),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)))
            .filter(entry -> !entry.contains("spring"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = JavaCommand.with(classes, "-Xmx1g");
    command.addAll(
        List.of(PROJECT.resolve("java/Application.java").toString(), "-durationMaxMessages", "1"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SALES_URL", sales.jdbcUrl());
    builder.environment().put("ORDERS_FOLDER", folder.toString());
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }
}
