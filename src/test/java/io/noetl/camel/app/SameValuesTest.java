package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a step sees is the same whenever it sees it: after each event of each execution of the
 * suite, who goes on from the log gives the next calls what they were given live.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameValuesTest {

  @BeforeAll
  void start() throws IOException {
    SuiteRuns.enter();
  }

  @AfterAll
  void stop() throws IOException {
    SuiteRuns.leave();
  }

  static Stream<Path> files() throws IOException {
    return PlaybookSuiteTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void callsAreGivenTheSameByWhoGoesOn(Path file) throws Exception {
    assertThat(SuiteRuns.of(file).other()).isEmpty();
  }
}
