package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.testing.SharedPython;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that a server runs for others have so much of its time, whatever they do. */
class TestTimeTest {
  private static final String ROUND =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: round, path: t/round}
      workflow:
        - step: start
          tool: {kind: noop}
          next: [{step: back}]
        - step: back
          tool: {kind: noop}
          next: [{step: start}]
      """;

  private static final String TESTS =
      """
      apiVersion: noetl.io/v2
      kind: PlaybookTest
      path: t/round
      tests:
        - {name: first, expect: {status: COMPLETED}}
        - {name: second, expect: {status: COMPLETED}}
        - {name: third, expect: {status: COMPLETED}}
      """;

  @Test
  void whatGoesRoundForEverIsStoppedAndTheRestIsNotRun() {
    PlaybookCatalog catalog = ref -> Optional.of(new PlaybookCatalog.Entry(1, "t/round", 1, ROUND));
    try (TestPython python = new TestPython(SharedPython.CODE);
        TestRunner runner =
            new TestRunner(
                catalog, TestServices.NONE, python, false, 1, Duration.ofMillis(1_500))) {

      FileResult result = runner.run(new TestSource("tests", TESTS, null), name -> true);

      assertThat(result.passed()).isFalse();
      assertThat(result.tests())
          .extracting(test -> test.failures().getFirst().message())
          .containsExactly(
              "The test did not end in the time of the machine that it has",
              "It was not run: the tests before it took the 1 s that there are",
              "It was not run: the tests before it took the 1 s that there are");
    }
  }
}
