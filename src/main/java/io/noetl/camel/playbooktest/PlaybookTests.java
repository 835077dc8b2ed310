package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of playbooks as tests of JUnit 5:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> playbooks() {
 *   return PlaybookTests.in("playbooks");
 * }
 * }</pre>
 */
public final class PlaybookTests {
  private PlaybookTests() {}

  /** Gives the tests in some folders and below them: a container for each file. */
  public static Stream<DynamicNode> in(String... folders) {
    List<Path> places = Stream.of(folders).map(Path::of).toList();
    TestPython python = new TestPython();
    TestRunner runner =
        new TestRunner(
            TestFiles.catalog(places),
            TestServices.EMBEDDED,
            python,
            true,
            Runtime.getRuntime().availableProcessors());
    List<DynamicNode> files = new ArrayList<>();
    for (Path file : TestFiles.in(places)) {
      files.add(container(runner, file));
    }
    if (files.isEmpty()) {
      files.add(
          DynamicTest.dynamicTest(
              "tests of playbooks",
              () -> {
                throw new AssertionError("There are no tests of playbooks in " + places);
              }));
    }
    return files.stream().onClose(runner::close).onClose(python::close);
  }

  private static DynamicContainer container(TestRunner runner, Path path) {
    TestSource source = TestSource.of(path);
    Once once = new Once(runner, source);
    List<DynamicNode> tests = new ArrayList<>();
    TestFile read = TestParser.parse(source.text(), source.name()).file();
    tests.add(
        DynamicTest.dynamicTest(
            "is in order", uri(path, 1), () -> inOrder(once.result().problems())));
    if (read != null) {
      for (TestCase test : read.tests()) {
        int line = read.source().at(test.pointer()).line();
        tests.add(
            DynamicTest.dynamicTest(
                test.name(), uri(path, line), () -> passed(once.result(), test.name())));
      }
      tests.add(
          DynamicTest.dynamicTest(
              "coverage",
              uri(path, read.source().at("/coverage").line()),
              () -> none(once.result(), once.result().gaps())));
    }
    return DynamicContainer.dynamicContainer(path.toString(), path.toUri(), tests.stream());
  }

  private static URI uri(Path file, int line) {
    return URI.create(file.toUri() + "?line=" + line);
  }

  private static void inOrder(List<Problem> problems) {
    List<String> errors = problems.stream().filter(Problem::refuses).map(Problem::summary).toList();
    if (!errors.isEmpty()) {
      throw new AssertionError(String.join("\n", errors));
    }
  }

  private static void passed(FileResult file, String name) {
    Optional<TestResult> result =
        file.tests().stream().filter(test -> test.name().equals(name)).findFirst();
    none(file, result.orElseThrow(() -> new AssertionError("It was not run")).failures());
  }

  private static void none(FileResult file, List<UnmetExpectation> failures) {
    if (failures.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (UnmetExpectation failure : failures) {
      text.append("%s:%d %s%n".formatted(file.file(), failure.line(), failure.message()));
      failure.details().forEach(detail -> text.append("  ").append(detail).append('\n'));
    }
    throw new AssertionError(text.toString());
  }

  /** Runs a file at the first look at its results. */
  private static final class Once {
    private final TestRunner runner;
    private final TestSource source;
    private @Nullable FileResult result;

    Once(TestRunner runner, TestSource source) {
      this.runner = runner;
      this.source = source;
    }

    synchronized FileResult result() {
      FileResult found = result;
      if (found == null) {
        found = runner.run(source, name -> true);
        result = found;
      }
      return found;
    }
  }
}
