package io.noetl.camel.playbooktest;

import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.playbook.ParsedPlaybook;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.tool.credential.OpenCredential;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests of playbooks, some at the same time, each in a world of its own: without a database
 * and without a port. Thread-safe.
 */
public final class TestRunner implements AutoCloseable {
  private static final Duration UNBOUNDED = Duration.ofDays(365);

  private final Json json = new Json();
  private final TemplateEngine templates = new TemplateEngine(TemplateLimits.DEFAULT);
  private final PlaybookCompiler compiler =
      new PlaybookCompiler(new PlaybookParser(), templates, json::read);
  private final PlaybookCatalog catalog;
  private final TestServices services;
  private final TestPython python;
  private final boolean earnest;
  private final Duration most;
  private final long begun = System.nanoTime();
  private final ConcurrentLinkedQueue<World> free = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;

  /**
   * A runner.
   *
   * @param catalog where playbooks are found
   * @param services starts what tests want
   * @param python runs Python; not closed with the runner
   * @param earnest whether tests may let steps run in earnest
   * @param most how many tests run at a time
   */
  public TestRunner(
      PlaybookCatalog catalog,
      TestServices services,
      TestPython python,
      boolean earnest,
      int most) {
    this(catalog, services, python, earnest, most, UNBOUNDED);
  }

  /**
   * A runner that has so much time.
   *
   * @param longest for all that it runs, on the clock of the machine: what has not begun by then is
   *     not run
   */
  public TestRunner(
      PlaybookCatalog catalog,
      TestServices services,
      TestPython python,
      boolean earnest,
      int most,
      Duration longest) {
    this.most = longest;
    this.catalog = catalog;
    this.services = services;
    this.python = python;
    this.earnest = earnest;
    this.threads =
        Executors.newFixedThreadPool(
            most, Thread.ofPlatform().daemon().name("noetl-tests-", 0).factory());
  }

  /** What is wrong with a file of tests, and with what it says of its playbook. */
  public List<Problem> check(TestSource source) {
    return plan(source).problems();
  }

  /** Runs the tests of a file whose names are wanted. */
  public FileResult run(TestSource source, Predicate<String> wanted) {
    return runAll(List.of(source), wanted).getFirst();
  }

  /** Runs the tests of some files whose names are wanted. */
  public List<FileResult> runAll(List<TestSource> sources, Predicate<String> wanted) {
    List<Started> started = sources.stream().map(source -> start(source, wanted)).toList();
    return started.stream().map(this::finish).toList();
  }

  /**
   * A file that has been read.
   *
   * @param entry the playbook that it is about; null where there is none
   */
  private record Plan(
      TestSource source,
      @Nullable TestFile file,
      PlaybookCatalog.@Nullable Entry entry,
      @Nullable Playbook playbook,
      List<Problem> problems) {}

  private record Started(
      Plan plan, @Nullable Coverage coverage, List<Future<TestResult>> tests, boolean all) {}

  private Plan plan(TestSource source) {
    ParsedTests parsed = TestParser.parse(source.text(), source.name());
    TestFile file = parsed.file();
    List<Problem> problems = new ArrayList<>(parsed.problems());
    if (file == null) {
      return new Plan(source, null, null, null, problems);
    }
    PlaybookCatalog.Entry entry = entry(source, file.subject()).orElse(null);
    if (entry == null) {
      problems.add(missing(file));
      return new Plan(source, file, null, null, problems);
    }
    ParsedPlaybook read = new PlaybookParser().parse(entry.content(), name(file, entry));
    List<Problem> ofPlaybook = compiler.check(entry.content(), name(file, entry));
    ofPlaybook.stream().filter(Problem::refuses).forEach(problems::add);
    Playbook playbook = read.playbook();
    if (playbook != null && problems.stream().noneMatch(Problem::refuses)) {
      problems.addAll(TestLint.check(file, playbook, this::child, templates));
    }
    return new Plan(source, file, entry, playbook, problems);
  }

  private static String name(TestFile file, PlaybookCatalog.Entry entry) {
    return file.subject() instanceof Subject.Document(String name) ? name : entry.path();
  }

  private Optional<PlaybookCatalog.Entry> entry(TestSource source, Subject subject) {
    return switch (subject) {
      case Subject.Catalog(String path, @Nullable Integer version) ->
          catalog.find(new PlaybookRef.ByPath(path, version));
      case Subject.Document(String name) -> {
        Path folder = source.folder();
        // Tests that lie nowhere are about the playbook that came with them.
        if (folder == null) {
          yield catalog.find(new PlaybookRef.ByPath(name, null));
        }
        yield catalog instanceof PlaybookFiles files
            ? files.file(folder.resolve(name))
            : Optional.empty();
      }
    };
  }

  private static Problem missing(TestFile file) {
    SourceMap source = file.source();
    boolean isFile = file.subject() instanceof Subject.Document;
    String pointer = isFile ? "/playbook" : "/path";
    SourceMap.Mark mark = source.at(pointer);
    String name =
        switch (file.subject()) {
          case Subject.Document(String found) -> found;
          case Subject.Catalog(String path, @Nullable Integer version) ->
              version == null ? path : path + " version " + version;
        };
    return new Problem(
        "PB0630",
        Problem.Severity.ERROR,
        source.file(),
        mark.line(),
        mark.column(),
        pointer,
        "There is no playbook %s.".formatted(name),
        isFile
            ? "Write its file as seen from the folder of the tests: `playbook: ./name.yaml`."
            : "Write a path of the catalog, or `playbook: ./file.yaml`.",
        source.line(mark.line()));
  }

  private Optional<Playbook> child(String path) {
    return catalog
        .find(new PlaybookRef.ByPath(path, null))
        .map(e -> new PlaybookParser().parse(e.content(), e.path()).playbook());
  }

  private Started start(TestSource source, Predicate<String> wanted) {
    Plan plan = plan(source);
    TestFile file = plan.file();
    PlaybookCatalog.Entry entry = plan.entry();
    Playbook playbook = plan.playbook();
    if (file == null
        || entry == null
        || playbook == null
        || plan.problems().stream().anyMatch(Problem::refuses)) {
      return new Started(plan, null, List.of(), true);
    }
    Coverage coverage = new Coverage(covered(source, file, entry), playbook, entry.content());
    List<Future<TestResult>> tests = new ArrayList<>();
    for (TestCase test : file.tests()) {
      if (wanted.test(test.name())) {
        tests.add(threads.submit(() -> test(plan.source(), file, entry, test, coverage)));
      }
    }
    return new Started(plan, coverage, tests, tests.size() == file.tests().size());
  }

  private static String covered(TestSource source, TestFile file, PlaybookCatalog.Entry entry) {
    Path folder = source.folder();
    if (!(file.subject() instanceof Subject.Document(String name)) || folder == null) {
      return entry.path();
    }
    Path of = Path.of(source.name()).getParent();
    return (of == null ? Path.of(name) : of.resolve(name)).normalize().toString();
  }

  private TestResult test(
      TestSource source,
      TestFile file,
      PlaybookCatalog.Entry entry,
      TestCase test,
      Coverage coverage)
      throws InterruptedException {
    long begun = System.nanoTime();
    int line = file.source().at(test.pointer()).line();
    if (!earnest && (test.real().all() || !test.real().steps().isEmpty())) {
      return refused(test, line, "Steps run in earnest with noetlctl test and JUnit only");
    }
    if (left().isNegative()) {
      return refused(
          test,
          line,
          "It was not run: the tests before it took the %d s that there are"
              .formatted(most.toSeconds()));
    }
    try (TestServices.Running running = services.start(test.services(), source.folder())) {
      Told told = tell(source, file, entry, test, running.credentials(), coverage);
      return new TestResult(
          test.name(), line, told.failures(), told.path(), told.took(), since(begun));
    } catch (TestServices.NotStarted e) {
      return refused(test, line, String.valueOf(e.getMessage()));
    }
  }

  private static TestResult refused(TestCase test, int line, String why) {
    UnmetExpectation failure = new UnmetExpectation(line, test.pointer(), why, List.of());
    return new TestResult(
        test.name(), line, List.of(failure), List.of(), Duration.ZERO, Duration.ZERO);
  }

  private Duration left() {
    return most.minus(since(begun));
  }

  /** How long the next test may take. */
  private Duration longest() {
    Duration left = left();
    return left.compareTo(World.LONGEST) < 0 ? left : World.LONGEST;
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private record Told(List<UnmetExpectation> failures, List<String> path, Duration took) {}

  private Told tell(
      TestSource source,
      TestFile file,
      PlaybookCatalog.Entry entry,
      TestCase test,
      Map<String, OpenCredential> credentials,
      Coverage coverage)
      throws InterruptedException {
    return inWorld(
        world -> {
          Story story = world.run(entry, test, source.folder(), credentials, longest());
          List<UnmetExpectation> failures =
              Judge.judge(json, templates, file.source(), test, story);
          List<String> path = List.of();
          for (MemoryRuns.Row row : story.runs().all()) {
            Trail trail = Trail.of(row.events(), json);
            if (row.start().catalogId() == entry.catalogId()) {
              coverage.add(trail);
            }
            path = row.equals(story.row()) ? trail.steps() : path;
          }
          return new Told(failures, path, story.took());
        });
  }

  /**
   * What happens in the first test of a file, which is not judged.
   *
   * @throws IllegalArgumentException when the file, or its playbook, is not in order
   */
  Story story(TestSource source) throws InterruptedException {
    Plan plan = plan(source);
    TestFile file = plan.file();
    PlaybookCatalog.Entry entry = plan.entry();
    List<String> problems =
        plan.problems().stream().filter(Problem::refuses).map(Problem::summary).toList();
    if (file == null || entry == null || !problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return inWorld(
        world -> world.run(entry, file.tests().getFirst(), source.folder(), Map.of(), longest()));
  }

  /** What is done in a world of tests. */
  @FunctionalInterface
  private interface Visit<T> {
    T in(World world) throws InterruptedException;
  }

  private <T> T inWorld(Visit<T> visit) throws InterruptedException {
    World found = free.poll();
    World world = found == null ? new World(catalog, compiler, templates, python) : found;
    try {
      return visit.in(world);
    } finally {
      if (world.isBroken()) {
        world.close();
      } else {
        free.add(world);
      }
    }
  }

  private FileResult finish(Started started) {
    List<TestResult> results = new ArrayList<>();
    for (Future<TestResult> test : started.tests()) {
      try {
        results.add(test.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The tests were stopped", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("A test could not be run: " + e.getCause(), e.getCause());
      }
    }
    Plan plan = started.plan();
    Coverage coverage = started.coverage();
    TestFile file = plan.file();
    // A part of the tests can't be asked for what all of them reach.
    List<UnmetExpectation> gaps =
        coverage == null || file == null || !started.all() ? List.of() : gaps(file, coverage);
    return new FileResult(
        plan.source().name(), plan.problems(), results, Optional.ofNullable(coverage), gaps);
  }

  private static List<UnmetExpectation> gaps(TestFile file, Coverage coverage) {
    List<UnmetExpectation> gaps = new ArrayList<>();
    List<String> steps =
        coverage.steps().entrySet().stream()
            .filter(e -> e.getValue() == 0)
            .map(e -> "not reached: " + e.getKey())
            .toList();
    gap(file, "steps", coverage.stepsReached(), file.goal().steps(), steps, gaps);
    List<String> arcs =
        coverage.arcs().entrySet().stream()
            .filter(e -> e.getValue() == 0)
            .map(e -> "not taken: %s → %s".formatted(e.getKey().from(), e.getKey().to()))
            .toList();
    gap(file, "arcs", coverage.arcsTaken(), file.goal().arcs(), arcs, gaps);
    return gaps;
  }

  private static void gap(
      TestFile file,
      String what,
      double reached,
      double goal,
      List<String> missing,
      List<UnmetExpectation> gaps) {
    if (reached < goal) {
      String pointer = "/coverage/" + what;
      gaps.add(
          new UnmetExpectation(
              file.source().at(pointer).line(),
              pointer,
              "Coverage of %s: expected %.0f %%, came %.1f %%".formatted(what, goal, reached),
              missing));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    free.forEach(World::close);
    free.clear();
  }
}
