package io.noetl.camel.cli.command;

import io.noetl.camel.cli.output.Console;
import io.noetl.camel.cli.output.ProblemText;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbooktest.Coverage;
import io.noetl.camel.playbooktest.FileResult;
import io.noetl.camel.playbooktest.TestResult;
import io.noetl.camel.playbooktest.UnmetExpectation;
import java.time.Duration;
import java.util.List;

/** Shows the results of tests as a tree. */
final class TestReport {
  private final Console console;

  TestReport(Console console) {
    this.console = console;
  }

  /** Shows all. */
  void show(List<FileResult> results, long nanos) {
    results.forEach(this::file);
    long tests = results.stream().mapToLong(file -> file.tests().size()).sum();
    long failed = results.stream().mapToLong(TestReport::failed).sum();
    long refused =
        results.stream()
            .filter(file -> file.problems().stream().anyMatch(Problem::refuses))
            .count();
    String all =
        "%d %s, %d failed%s, %.1f s"
            .formatted(
                tests,
                tests == 1 ? "test" : "tests",
                failed,
                refused == 0 ? "" : ", %d files refused".formatted(refused),
                nanos / 1e9);
    boolean passed = results.stream().allMatch(FileResult::passed);
    console.say(passed ? console.style().good(all) : console.style().bad(all));
  }

  private static long failed(FileResult file) {
    long tests = file.tests().stream().filter(test -> !test.passed()).count();
    return tests + (file.gaps().isEmpty() ? 0 : 1);
  }

  private void file(FileResult file) {
    console.data(file.file());
    ProblemText problems = new ProblemText(console.dataStyle());
    for (Problem problem : file.problems()) {
      problems.lines(LintCommand.json(problem), null).forEach(console::data);
    }
    file.tests().forEach(test -> test(file, test));
    file.coverage().ifPresent(coverage -> coverage(file, coverage));
  }

  private void test(FileResult file, TestResult test) {
    String mark = test.passed() ? console.dataStyle().good("✓") : console.dataStyle().bad("✗");
    console.data("  %s %s%s".formatted(mark, test.name(), time(test)));
    test.failures().forEach(failure -> failure(file, failure));
  }

  private String time(TestResult test) {
    return test.took().compareTo(Duration.ofSeconds(1)) < 0
        ? ""
        : console
            .dataStyle()
            .faint(" (%d s in %d ms)".formatted(test.took().toSeconds(), test.real().toMillis()));
  }

  private void failure(FileResult file, UnmetExpectation failure) {
    console.data("      %s:%d %s".formatted(file.file(), failure.line(), failure.message()));
    for (String detail : failure.details()) {
      detail.lines().forEach(line -> console.data("        " + line));
    }
  }

  private void coverage(FileResult file, Coverage coverage) {
    console.data(
        console
            .dataStyle()
            .faint(
                "  coverage of %s: steps %.0f %%, arcs %.0f %%"
                    .formatted(coverage.file(), coverage.stepsReached(), coverage.arcsTaken())));
    file.gaps().forEach(gap -> failure(file, gap));
  }
}
