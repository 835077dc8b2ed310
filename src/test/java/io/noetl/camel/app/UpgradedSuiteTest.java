package io.noetl.camel.app;

import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suite's playbooks of December's dialect, as {@code noetlctl upgrade} rewrites them: statuses,
 * results, runs and events are those of the original; only places in texts move.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradedSuiteTest {
  private SuiteServer suite;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    suite = new SuiteServer(data, TestPostgres.database("upgraded_suite"));
  }

  @AfterAll
  void stop() {
    suite.close();
  }

  static Stream<Path> files() throws IOException {
    return PlaybookSuiteTest.files().filter(file -> !Upgraded.of(file).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("files")
  void doesTheSameOnceItIsUpgraded(Path file) throws Exception {
    Map<String, Object> expected = new LinkedHashMap<>();
    suite
        .expectation(Files.readString(file).split("(?m)^---$", -1)[0])
        .forEach((key, value) -> expected.put(String.valueOf(key), value));
    expected.values().removeIf(value -> String.valueOf(value).matches("(?s).*[:@]\\d+:\\d+.*"));
    suite.run(expected, Upgraded.of(file));
  }
}
