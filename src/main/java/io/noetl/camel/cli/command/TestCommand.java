package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.playbooktest.CoverageReport;
import io.noetl.camel.playbooktest.FileResult;
import io.noetl.camel.playbooktest.JUnitXml;
import io.noetl.camel.playbooktest.PlaybookFiles;
import io.noetl.camel.playbooktest.RouteCoverage;
import io.noetl.camel.playbooktest.TestFiles;
import io.noetl.camel.playbooktest.TestPython;
import io.noetl.camel.playbooktest.TestRunner;
import io.noetl.camel.playbooktest.TestServices;
import io.noetl.camel.playbooktest.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code test PATH…}: runs tests of playbooks in this process, without a server. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description =
        "Run tests of playbooks (kind: PlaybookTest), without a server: exit code 1 if one fails.")
public final class TestCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Files of tests, or folders of such (default: this folder).")
  private List<Path> places = new ArrayList<>();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML.")
  private @Nullable Path junit;

  @Option(
      names = "--coverage",
      paramLabel = "FILE",
      description =
          "Write the coverage: JSON where the name ends in .json, Camel's route coverage where it"
              + " ends in .xml, else lcov.")
  private @Nullable Path coverage;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Run the tests whose name has this text.")
  private String filter = "";

  @Option(names = "--watch", description = "Run again whenever a file changes.")
  private boolean watch;

  @Option(
      names = "--record",
      paramLabel = "EXECUTION",
      description = "Write a test of an execution of the server, beside its playbook.")
  private @Nullable String record;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to write it to (default: as the playbook's, with .test.yaml).")
  private @Nullable Path output;

  TestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    List<Path> where = places.isEmpty() ? List.of(Path.of("")) : places;
    for (Path place : where) {
      if (!Files.exists(place.toAbsolutePath())) {
        throw new IllegalArgumentException("%s: no such file or folder".formatted(place));
      }
    }
    if (record != null) {
      return new TestRecording(session, where).write(record, output)
          ? ExitCode.OK
          : ExitCode.FAILED;
    }
    if (output != null) {
      throw new CommandFailed("--output: goes with --record EXECUTION", ExitCode.USAGE);
    }
    if (watch) {
      new FileWatch(where, session.console()).whenever(() -> run(where));
      return ExitCode.OK;
    }
    return run(where) ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean run(List<Path> where) {
    long begun = System.nanoTime();
    List<TestSource> sources = TestFiles.in(where).stream().map(TestSource::of).toList();
    if (sources.isEmpty()) {
      throw new CommandFailed(
          "no tests there: a file of tests is a *.yaml with `kind: PlaybookTest`", ExitCode.USAGE);
    }
    Predicate<String> wanted =
        name -> name.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    PlaybookFiles catalog = TestFiles.catalog(where);
    int most = Runtime.getRuntime().availableProcessors();
    try (TestPython python = new TestPython();
        TestRunner runner = new TestRunner(catalog, TestServices.EMBEDDED, python, true, most)) {
      List<FileResult> results = runner.runAll(sources, wanted);
      new TestReport(session.console()).show(results, System.nanoTime() - begun);
      write(results);
      return results.stream().allMatch(FileResult::passed)
          && results.stream().anyMatch(result -> !result.tests().isEmpty());
    }
  }

  private void write(List<FileResult> results) {
    if (junit != null) {
      write(junit, JUnitXml.of(results));
    }
    if (coverage != null) {
      write(coverage, coverage(coverage.toString(), results));
    }
  }

  private static String coverage(String file, List<FileResult> results) {
    if (file.endsWith(".json")) {
      return CoverageReport.json(results);
    }
    return file.endsWith(".xml") ? RouteCoverage.xml(results) : CoverageReport.lcov(results);
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailed("can't write %s: %s".formatted(file, e.getMessage()));
    }
  }
}
