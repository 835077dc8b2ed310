package io.noetl.camel.api;

import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.playbooktest.FileResult;
import io.noetl.camel.playbooktest.TestPython;
import io.noetl.camel.playbooktest.TestResult;
import io.noetl.camel.playbooktest.TestRunner;
import io.noetl.camel.playbooktest.TestServices;
import io.noetl.camel.playbooktest.TestSource;
import io.noetl.camel.playbooktest.UnmetExpectation;
import io.noetl.camel.store.TestSuiteStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests of playbooks of the catalog, and keeps suites for NoETL's console. On a server no test
 * lets a step run in earnest, and none starts a service.
 */
public class PlaybookTestApi implements AutoCloseable {
  /** All tests of a request, on the clock of the machine. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Of a playbook that came with the tests; the catalog's own ids are positive. */
  private static final long GIVEN = -1;

  private final PlaybookCatalog catalog;
  private final TestSuiteStore suites;
  private final TestPython python;
  // Tests take the processor that executions need: one request at a time, and not for long.
  private final Semaphore turn = new Semaphore(1);

  /**
   * Answers for a catalog.
   *
   * @param python is closed with it
   */
  public PlaybookTestApi(PlaybookCatalog catalog, TestSuiteStore suites, TestPython python) {
    this.catalog = catalog;
    this.suites = suites;
    this.python = python;
  }

  /**
   * {@code POST /api/playbook-tests {content, playbook?, filter?}}: runs the tests of a document.
   * {@code playbook} is the text of the playbook that they are about, where it is not the
   * catalog's.
   */
  public Object run(ApiRequest request) {
    request.require(Role.EDITOR);
    BodyFields body = request.body();
    String content = body.requiredText("content");
    String playbook = body.text("playbook");
    String filter = Optional.ofNullable(body.text("filter")).orElse("").toLowerCase(Locale.ROOT);
    if (!turn.tryAcquire()) {
      throw ApiProblem.of(ApiError.TOO_MANY, "Other tests are running: try again in a moment");
    }
    try (TestRunner runner =
        new TestRunner(ref -> find(ref, playbook), TestServices.NONE, python, false, 1, LONGEST)) {
      return reply(
          runner.run(
              new TestSource("tests", content, null),
              name -> name.toLowerCase(Locale.ROOT).contains(filter)));
    } finally {
      turn.release();
    }
  }

  /** A playbook that came with the tests is what a file's name means, whatever it is. */
  private Optional<PlaybookCatalog.Entry> find(PlaybookRef ref, @Nullable String playbook) {
    boolean given =
        switch (ref) {
          case PlaybookRef.ById(long id) -> id == GIVEN;
          case PlaybookRef.ByPath(String path, @Nullable Integer version) ->
              path.endsWith(".yaml") || path.endsWith(".yml");
        };
    if (!given) {
      return catalog.find(ref);
    }
    return Optional.ofNullable(playbook)
        .map(text -> new PlaybookCatalog.Entry(GIVEN, "tests/playbook", 1, text));
  }

  private static Map<String, Object> reply(FileResult result) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("passed", result.passed());
    reply.put("problems", result.problems());
    reply.put("tests", result.tests().stream().map(PlaybookTestApi::test).toList());
    result
        .coverage()
        .ifPresent(
            coverage -> {
              List<Map<String, Object>> arcs = new ArrayList<>();
              coverage
                  .arcs()
                  .forEach(
                      (arc, times) ->
                          arcs.add(
                              Map.of(
                                  "from", arc.from(),
                                  "to", arc.to(),
                                  "pointer", arc.pointer(),
                                  "times", times)));
              reply.put(
                  "coverage",
                  Map.of(
                      "steps_percent", coverage.stepsReached(),
                      "arcs_percent", coverage.arcsTaken(),
                      "steps", coverage.steps(),
                      "arcs", arcs,
                      "lines", coverage.lines()));
            });
    reply.put("gaps", result.gaps().stream().map(PlaybookTestApi::failure).toList());
    return reply;
  }

  private static Map<String, Object> test(TestResult test) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", test.name());
    map.put("line", test.line());
    map.put("passed", test.passed());
    map.put("failures", test.failures().stream().map(PlaybookTestApi::failure).toList());
    map.put("path", test.path());
    map.put("took_seconds", test.took().toMillis() / 1000.0);
    map.put("real_seconds", test.real().toMillis() / 1000.0);
    return map;
  }

  private static Map<String, Object> failure(UnmetExpectation failure) {
    return Map.of(
        "line", failure.line(),
        "pointer", failure.pointer(),
        "message", failure.message(),
        "details", failure.details());
  }

  /** {@code GET /api/playbook-tests/suites/{id}}. */
  public Object suite(ApiRequest request) {
    request.require(Role.VIEWER);
    String id = request.path("id");
    return suites.find(id).orElseThrow(() -> missing(id));
  }

  /** {@code PUT /api/playbook-tests/suites/{id}}: any JSON object. */
  public Object keepSuite(ApiRequest request) {
    request.require(Role.EDITOR);
    Map<String, @Nullable Object> suite = request.body().all();
    suites.put(request.path("id"), suite);
    return suite;
  }

  /** {@code DELETE /api/playbook-tests/suites/{id}}; one that is not there is gone too. */
  public Object deleteSuite(ApiRequest request) {
    request.require(Role.EDITOR);
    String id = request.path("id");
    suites.delete(id);
    return Map.of("status", "deleted", "id", id);
  }

  private static ApiProblem missing(String id) {
    return ApiProblem.of(ApiError.NOT_FOUND, "There is no suite '%s'".formatted(id));
  }

  @Override
  public void close() {
    python.close();
  }
}
