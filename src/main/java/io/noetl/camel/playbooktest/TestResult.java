package io.noetl.camel.playbooktest;

import java.time.Duration;
import java.util.List;

/**
 * What came of a test.
 *
 * @param name the test's
 * @param line its line
 * @param failures what did not hold; none where it passed
 * @param path the steps of its execution, in the order in which they began
 * @param took how long it took in its own time
 * @param real how long it took on the machine
 */
public record TestResult(
    String name,
    int line,
    List<UnmetExpectation> failures,
    List<String> path,
    Duration took,
    Duration real) {

  /** Whether everything held. */
  public boolean passed() {
    return failures.isEmpty();
  }
}
