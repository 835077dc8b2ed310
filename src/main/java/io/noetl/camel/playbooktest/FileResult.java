package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of a file of tests.
 *
 * @param file its name
 * @param problems what is wrong with the file; where one refuses it nothing was run
 * @param tests in the order of the file
 * @param coverage of the playbook; none where it could not be run
 * @param gaps where the coverage is under what the file asks for
 */
public record FileResult(
    String file,
    List<Problem> problems,
    List<TestResult> tests,
    Optional<Coverage> coverage,
    List<UnmetExpectation> gaps) {

  /** Whether all is well. */
  public boolean passed() {
    return problems.stream().noneMatch(Problem::refuses)
        && gaps.isEmpty()
        && tests.stream().allMatch(TestResult::passed);
  }
}
