package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs of each release fold to the states that the release folded them to. */
class HistoryTest {

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/history"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void theStateIsTheSame(Path file) throws IOException {
    HistoryFile history = HistoryFile.read(file);

    assertThat(history.folded()).isNotEmpty().isEqualTo(history.states());
  }
}
